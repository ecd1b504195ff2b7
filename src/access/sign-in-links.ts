import { hash as digest, randomBytes } from 'node:crypto'

/** How long a link is good, milliseconds. */
export const linkMs = 10 * 60_000

const secretBytes = 32
/** Of links that nobody has used: more than anybody issues in ten minutes. */
const linksMax = 100

/** Links that let one browser in, once. Kept in memory: a restart ends them. */
export interface SignInLinks {
  /** The secret of a new link. @param at milliseconds since 1970 */
  issue(at: number): string
  /** Whether `secret` is of a link that is still good. It is not afterwards. */
  spend(secret: string, at: number): boolean
}

export function createSignInLinks(): SignInLinks {
  /** By the hash of the secret, when it ends. */
  const ends = new Map<string, number>()
  return {
    issue(at) {
      const secret = randomBytes(secretBytes).toString('base64url')
      ends.set(digest('sha256', secret), at + linkMs)
      const oldest = ends.size > linksMax ? ends.keys().next().value : undefined
      if (oldest !== undefined) ends.delete(oldest)
      return secret
    },
    spend(secret, at) {
      const hash = digest('sha256', secret)
      const end = ends.get(hash)
      ends.delete(hash)
      return end !== undefined && end > at
    },
  }
}
