/** How far a signed time may lie from the server's clock, in either direction. Both vendors say 15 minutes. */
export const clockSkewMsMax = 15 * 60_000

/** Whether a request signed at `signedAt` may still be accepted at `now`. Milliseconds since 1970. */
export function isFresh(signedAt: number, now: number): boolean {
  return Math.abs(now - signedAt) <= clockSkewMsMax
}

/**
 * When a nonce may be forgotten: the window after the later of arrival and signed time has passed. A request from a
 * fast clock would otherwise be good for a second use.
 */
export function nonceExpiry(signedAt: number, now: number): number {
  return Math.max(signedAt, now) + clockSkewMsMax + 1
}
