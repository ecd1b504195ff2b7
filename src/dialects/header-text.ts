import type { IncomingHttpHeaders } from 'node:http'

/** What is signed of a header: its value, values that came apart joined, without blanks around; empty if it did not come. */
export function headerText(headers: IncomingHttpHeaders, name: string): string {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined
  return (Array.isArray(value) ? value.join(',') : (value ?? '')).trim()
}
