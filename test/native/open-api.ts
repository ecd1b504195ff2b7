import { z } from 'zod'

/** As much of an OpenAPI description as the tests look at. */
export interface Description {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}

export interface Described {
  readonly operationId: string
  readonly summary: string
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[]
  readonly security: readonly object[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>
}

type Content = Readonly<Record<string, { readonly schema: object }>>

/** An operation, with where it is. */
export interface Located extends Described {
  readonly method: string
  readonly path: string
}

export function operationsOf({ paths }: Description): readonly Located[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ ...described, method: method.toUpperCase(), path })),
  )
}

/** What is wrong with `body` as the answer of this status that the description has. */
export function problemsOf(description: Description, operation: Located, status: number, body: unknown): string[] {
  const { content = {}, description: words = '' } = operation.responses[status] ?? {}
  const schema = content['application/json']?.schema
  if (!schema && Object.keys(content).length > 0 && status === 200) return []
  if (!schema) return [`${operation.operationId} describes no answer of status ${status}`]
  const code = status >= 400 ? (body as { readonly error: { readonly code: string } }).error.code : undefined
  if (code !== undefined && !words.includes(isVendors(code) ? 'A code of the vendor’s' : `\`${code}\``)) {
    return [`${operation.operationId} describes no ${status} ${code}`]
  }
  const whole = { ...schema, $defs: description.components.schemas }
  const text = JSON.stringify(whole).replaceAll('#/components/schemas/', '#/$defs/')
  const result = z.fromJSONSchema(JSON.parse(text)).safeParse(body)
  return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

/** The codes of this API are a word; those of the vendors have a dot, or are a number. */
function isVendors(code: string): boolean {
  return !/^[A-Za-z]+$/.test(code)
}
