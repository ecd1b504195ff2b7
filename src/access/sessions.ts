import { hash as digest, randomBytes } from 'node:crypto'
import type { Principal, Realm, Session, Token } from '../store/identity.ts'
import type { Store } from '../store/store.ts'

/** How long a session lasts at most, milliseconds. */
export const sessionMsMax = 12 * 3_600_000

const textBytes = 32
const textPattern = new RegExp(`^[\\w-]{${Math.ceil((textBytes * 4) / 3)}}$`)

/** Who signs in, and how he showed who he is. */
export interface SessionRequest {
  readonly principal: Principal
  /** What narrows the credentials that he showed. */
  readonly session?: Session | undefined
  /** When those credentials end, milliseconds since 1970; absent where they do not. */
  readonly endsAt?: number | undefined
  /** `access-key`, `password`, `link` */
  readonly method: string
  /** Id of the key that he showed, if he did. */
  readonly accessKey?: string | undefined
  /** Milliseconds since 1970. */
  readonly at: number
}

/**
 * People who signed in, each with one of his principals. A session is kept as a token is, by its hash, and ends with it:
 * after 12 hours, or when the key that he showed, the password or the principal does.
 */
export interface Sessions {
  /** Begins a session; its text, 256 random bits, is in this answer only. */
  open(request: SessionRequest): Promise<{ readonly text: string; readonly token: Token }>
  /** The session with this text that has not ended at `at`; none of a principal that is not enabled. */
  find(realm: Realm, text: string, at: number): Promise<Token | undefined>
  /** Ends a session, on every node. */
  end(realm: Realm, text: string): Promise<void>
}

export function createSessions(store: Store): Sessions {
  return {
    async open({ principal, session, endsAt = Number.POSITIVE_INFINITY, method, accessKey, at }) {
      const text = randomBytes(textBytes).toString('base64url')
      const token: Token = {
        hash: hashOf(text),
        principal,
        methods: [method],
        issuedAt: at,
        expiresAt: Math.min(at + sessionMsMax, endsAt),
        ...(accessKey !== undefined && { accessKey }),
        ...(session && { session }),
      }
      await store.saveToken(token)
      return { text, token }
    },

    async find(realm, text, at) {
      const token = textPattern.test(text) ? await store.findToken(realm, hashOf(text)) : undefined
      return token?.principal.enabled && token.expiresAt > at ? token : undefined
    },

    async end(realm, text) {
      await store.changeIdentities({ kind: 'remove-token', realm, hash: hashOf(text) })
    },
  }
}

/** Unlike that of a bearer token with this text: a session is none, and no bearer token is a session. */
function hashOf(text: string): string {
  return digest('sha256', `session ${text}`)
}
