import { z } from 'zod'
import { type ApiError, errors, transportErrors } from './errors.ts'
import type { Operation } from './operation.ts'
import { clientHeader } from './same-origin.ts'
import { errorShape } from './shapes/error.ts'

type JsonSchema = { readonly [member: string]: unknown }

/** How a caller shows who he is; none of it is needed where `{}` is among the choices. */
const credentials = [{ session: [] }, { accessKey: [] }]

/** What may go wrong with every call: also with one whose path or method is only nearly right. */
const general = [
  errors.malformed,
  errors.parameter,
  errors.wrongCredentials,
  errors.noSuchOperation,
  errors.method,
  errors.internal,
  ...Object.values(transportErrors),
]

const ofVendor = 'A code of the vendor’s: his policies or his rules do not allow it, as his own operations say it'

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
      description:
        'What is refused before its path is known has the status that is described, and no body of this form: a request that is no HTTP, comes too slowly, or has too long headers.',
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
function errorResponses({ method, caller, body, errors: own, vendorStatuses }: Operation): Record<string, JsonSchema> {
  const all = [
    ...general,
    ...(caller === 'signed-in' ? [errors.notSignedIn] : []),
    ...(method === 'GET' ? [] : [errors.crossSite]),
    ...(body ? [errors.body] : []),
    ...own,
  ].map(inWords)
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } }
  const ofVendors = vendorStatuses.map((status) => ({ status, line: ofVendor }))
  const responses = Map.groupBy([...all, ...ofVendors], ({ status }) => status)
  return Object.fromEntries(
    [...responses].map(([status, those]) => [status, { description: paragraphs(those), content }]),
  )
}

interface ErrorLine {
  readonly status: number
  readonly line: string
}

function inWords({ status, code, message }: ApiError): ErrorLine {
  return { status, line: `\`${code}\`: ${message}` }
}

function paragraphs(those: readonly ErrorLine[]): string {
  return [...new Set(those.map(({ line }) => line))].join('\n\n')
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
