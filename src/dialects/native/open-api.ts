import { z } from 'zod'
import { type ApiError, errors } from './errors.ts'
import type { Operation } from './operation.ts'
import { clientHeader } from './same-origin.ts'

type JsonSchema = { readonly [member: string]: unknown }

const errorShape = z
  .object({
    error: z.looseObject({ code: z.string(), message: z.string(), requestId: z.string() }),
  })
  .meta({ id: 'Error', description: 'What is refused because of a vendor’s rules or policies has the vendor’s code' })

/** How a caller shows who he is; none of it is needed where `{}` is among the choices. */
const credentials = [{ session: [] }, { accessKey: [] }]

/** What may go wrong with every call. */
const general = [errors.malformed, errors.internal, errors.unavailable]
const ofSignedIn = [errors.notSignedIn, errors.wrongCredentials]

/** The OpenAPI 3.1 description of `operations`, read off them. */
export function openApi(operations: readonly Operation[]): { readonly openapi: '3.1.0' } & JsonSchema {
  const schemas: Record<string, unknown> = {}
  const paths: Record<string, Record<string, unknown>> = {}
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => hoisted(z.toJSONSchema(schema, { io }), schemas)
  for (const one of operations) {
    paths[one.path] = { ...paths[one.path], [one.method.toLowerCase()]: describe(one, schemaOf) }
  }
  schemaOf(errorShape, 'output')
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tagplane',
      version: '1',
      summary: 'Search, change and undo the tags of both clouds',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: { schemas, securitySchemes },
  }
}

const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'tagplane-CLOUD',
    description: 'As POST /api/v1/session sets it, one for each cloud; `__Host-tagplane-CLOUD` behind TLS',
  },
  accessKey: {
    type: 'http',
    scheme: 'basic',
    description: 'Id and secret of an access key; for both clouds at once, two credentials joined by a comma',
  },
}

type SchemaOf = (schema: z.ZodType, io: 'input' | 'output') => JsonSchema

function describe(one: Operation, schemaOf: SchemaOf): JsonSchema {
  const { name, summary, description, caller, method, body } = one
  return {
    operationId: name,
    summary,
    ...(description !== '' && { description }),
    security: caller === 'anyone' ? [{}, ...credentials] : credentials,
    parameters: [
      ...parametersOf(one.parameters, 'path', schemaOf),
      ...parametersOf(one.query, 'query', schemaOf),
      ...(method === 'GET' ? [] : [clientParameter]),
    ],
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } },
    }),
    responses: { [one.status]: goodResponse(one, schemaOf), ...errorResponses(one) },
    'x-needs': one.needs,
  }
}

const clientParameter = {
  name: clientHeader,
  in: 'header',
  required: true,
  description: 'The name of the client: no form of another site can send it',
  schema: { type: 'string', minLength: 1 },
}

function parametersOf(schema: z.ZodObject, place: 'path' | 'query', schemaOf: SchemaOf): readonly JsonSchema[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    readonly properties?: Readonly<Record<string, JsonSchema>>
    readonly required?: readonly string[]
  }
  return Object.entries(properties).map(([name, { description, ...shape }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description !== undefined && { description }),
    schema: shape,
  }))
}

function goodResponse({ reply, media = ['application/json'] }: Operation, schemaOf: SchemaOf): JsonSchema {
  const schema = schemaOf(reply, 'output')
  return { description: 'Done', content: Object.fromEntries(media.map((type) => [type, { schema }])) }
}

/** By status, what each of its errors says. */
function errorResponses({ method, caller, body, errors: own }: Operation): Record<string, JsonSchema> {
  const all = [
    ...general,
    ...(caller === 'signed-in' ? ofSignedIn : []),
    ...(method === 'GET' ? [] : [errors.crossSite]),
    ...(body ? [errors.body] : []),
    ...own,
  ]
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } }
  const responses = Map.groupBy(all, ({ status }) => status)
  return Object.fromEntries([...responses].map(([status, those]) => [status, { description: inWords(those), content }]))
}

function inWords(those: readonly ApiError[]): string {
  const lines = those.map(({ code, message }) => `\`${code}\`: ${message}`)
  return [...new Set(lines)].join('\n\n')
}

/** A schema whose named parts stand among the components, where they are put. */
function hoisted(schema: JsonSchema, schemas: Record<string, unknown>): JsonSchema {
  const {
    $schema,
    $defs = {},
    id,
    ...rest
  } = JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'))
  for (const [name, part] of Object.entries($defs as object)) schemas[name] = withoutId(part)
  if (id === undefined) return rest
  schemas[id] = rest
  return { $ref: `#/components/schemas/${id}` }
}

function withoutId({ id, ...rest }: JsonSchema): JsonSchema {
  return rest
}
