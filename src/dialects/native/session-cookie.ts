import type { Call } from './call.ts'
import type { Cloud } from './cloud.ts'

/**
 * A cookie for each cloud. Where clients come over TLS, browsers take one of this name only from this host, over TLS, for
 * all paths.
 */
function nameOf({ context: { publicUrl } }: Pick<Call, 'context'>, { name }: Cloud): string {
  return `${publicUrl?.startsWith('https:') ? '__Host-' : ''}tagplane-${name}`
}

/** The text of the caller's session at a cloud, if he sent one. */
export function sessionText(call: Call, cloud: Cloud): string | undefined {
  const prefix = `${nameOf(call, cloud)}=`
  const cookies = call.request.headers.cookie?.split(';') ?? []
  return cookies
    .map((cookie) => cookie.trim())
    .find((cookie) => cookie.startsWith(prefix))
    ?.slice(prefix.length)
}

/** Gives the browser a session, for as long as it lasts. @param seconds 0 takes it away */
export function setSession(call: Call, cloud: Cloud, text: string, seconds: number): void {
  const secure = call.context.publicUrl?.startsWith('https:') ? '; Secure' : ''
  const attributes = `Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`
  call.cookies.push(`${nameOf(call, cloud)}=${text}; ${attributes}`)
}
