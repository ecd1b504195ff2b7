import type { SignedRequest } from '../api/api-types.ts'

/** What a vendor's API answered. */
export interface VendorReply {
  readonly status: number
  /** As it came, JSON with line breaks. */
  readonly text: string
}

/**
 * Sends a signed request to the vendor's path, as it is, without the session of the console. The browser sends `host`
 * by itself, as that of this page.
 * @throws TypeError if the server cannot be reached
 */
export async function sendRequest({ method, target, headers, body }: SignedRequest): Promise<VendorReply> {
  const sent = Object.entries(headers).filter(([name]) => name !== 'host')
  const content = body === '' ? {} : { body }
  const reply = await fetch(target, { method, headers: Object.fromEntries(sent), credentials: 'omit', ...content })
  return { status: reply.status, text: readable(await reply.text()) }
}

function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
