import { ApiError } from './api-error.ts'
import { type Calls, routes } from './api-types.ts'

export type Takes<Name extends keyof Calls> = Calls[Name]['takes']
export type Gives<Name extends keyof Calls> = Calls[Name]['gives']

/**
 * Calls an operation of `/api/v1`.
 * @throws ApiError if the server refuses; TypeError if it cannot be reached
 */
export async function callApi<Name extends keyof Calls>(
  name: Name,
  input: Takes<Name>,
  signal?: AbortSignal,
): Promise<Gives<Name>> {
  const { method, path, sends } = routes[name]
  const { target, rest } = fillPath(path, input)
  const isBody = sends === 'body'
  const response = await fetch(isBody || rest.length === 0 ? target : `${target}?${queryOf(rest)}`, {
    method,
    headers: { 'content-type': 'application/json', 'x-tagplane-client': 'console' },
    ...(isBody && { body: JSON.stringify(Object.fromEntries(rest)) }),
    ...(signal && { signal }),
  })
  const reply = await response.json()
  if (response.ok) return reply
  const { code, message, ...details } = reply.error
  throw new ApiError(response.status, code, message, details)
}

type Members = readonly (readonly [name: string, value: unknown])[]

/** Puts the members that the path names into it. */
function fillPath(path: string, input: object): { readonly target: string; readonly rest: Members } {
  const members = new Map(Object.entries(input).filter(([, value]) => value !== undefined))
  const target = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = encodeURIComponent(String(members.get(name)))
    members.delete(name)
    return value
  })
  return { target, rest: [...members] }
}

function queryOf(members: Members): URLSearchParams {
  return new URLSearchParams(members.map(([name, value]) => [name, String(value)]))
}
