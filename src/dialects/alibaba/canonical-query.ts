import type { Parameter } from './parameters.ts'

/**
 * Parameters as they are signed: names and values RFC 3986 encoded, sorted by name, joined by `&`; empty values stay.
 * @see ECS documentation, "Request signatures", steps 1 to 4, and "V3 request structure and signature", step 1
 */
export function canonicalQuery(parameters: readonly Parameter[]): string {
  return parameters
    .toSorted(byName)
    .map((parameter) => parameter.canonical)
    .join('&')
}

function byName(a: Parameter, b: Parameter): number {
  return a.name < b.name ? -1 : 1
}
