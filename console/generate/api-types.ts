/** As much of OpenAPI 3.1 as `/api/v1/openapi.json` uses. */
export interface ApiDescription {
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

interface ApiOperation {
  readonly operationId: string
  readonly summary: string
  readonly parameters: readonly ApiParameter[]
  readonly requestBody?: Content
  readonly responses: Readonly<Record<string, Partial<Content>>>
}

interface ApiParameter {
  readonly name: string
  readonly in: string
  readonly required: boolean
  readonly schema: Schema
}

interface Content {
  readonly content: { readonly 'application/json'?: { readonly schema: Schema } }
}

interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: unknown
}

const heading = '// Written by console/generate/write.ts from the definitions in src/dialects/native/. Do not edit.\n'

/**
 * A module with the shapes of the API, what each operation takes and gives, and how it is called. What gives no JSON is
 * left out: a browser follows a link to it.
 */
export function apiTypes({ paths, components }: ApiDescription): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const gives = givenBy(operation)
      return gives ? [{ path, method: method.toUpperCase(), operation, gives }] : []
    }),
  )
  const shapes = Object.entries(components.schemas).map(([name, schema]) => `export type ${name} = ${typeOf(schema)}\n`)
  const calls = operations.map(
    ({ operation, gives }) => `  /** ${operation.summary}. */\n  ${callOf(operation, gives)}`,
  )
  const routes = operations.map(
    ({ path, method, operation: { operationId, requestBody } }) =>
      `  ${operationId}: { method: '${method}', path: '${path}', sends: '${requestBody ? 'body' : 'query'}' },`,
  )
  return [
    heading,
    ...shapes,
    `/** What each operation takes, and what it gives. */\nexport interface Calls {\n${calls.join('\n')}\n}\n`,
    `/** How each operation is called. */\nexport const routes = {\n${routes.join('\n')}\n} as const\n`,
  ].join('\n')
}

/** What a good answer holds, if it is JSON. */
function givenBy({ responses }: ApiOperation): Schema | undefined {
  const [, good] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? []
  return good?.content?.['application/json']?.schema
}

function callOf({ operationId, parameters, requestBody }: ApiOperation, gives: Schema): string {
  const members = parameters
    .filter((one) => one.in === 'path' || one.in === 'query')
    .map(({ name, required, schema }) => member(name, required, schema))
  const body = requestBody?.content['application/json']?.schema
  const taken = [...(members.length > 0 ? [`{ ${members.join('; ')} }`] : []), ...(body ? [typeOf(body)] : [])]
  return `${operationId}: { takes: ${taken.join(' & ') || 'object'}; gives: ${typeOf(gives)} }`
}

function member(name: string, required: boolean, schema: Schema): string {
  const key = /^\w+$/.test(name) ? name : JSON.stringify(name)
  return required ? `readonly ${key}: ${typeOf(schema)}` : `readonly ${key}?: ${typeOf(schema)} | undefined`
}

function typeOf(schema: Schema): string {
  const { $ref, const: constant, anyOf, items, properties, required = [], type } = schema
  if ($ref !== undefined) return $ref.slice($ref.lastIndexOf('/') + 1)
  if (constant !== undefined) return JSON.stringify(constant)
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  if (anyOf) return anyOf.map((one) => `(${typeOf(one)})`).join(' | ')
  if (items) return `readonly (${typeOf(items)})[]`
  if (properties) {
    const members = Object.entries(properties).map(([name, one]) => member(name, required.includes(name), one))
    return `{ ${members.join('; ')} }`
  }
  return type === 'integer' ? 'number' : type === 'object' || type === undefined ? 'object' : type
}
