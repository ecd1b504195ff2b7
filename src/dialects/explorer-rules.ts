import type { SigningKey } from '../access/access.ts'
import type { JsonObject } from '../access/strict-json.ts'
import type { CodeSample } from './code-sample.ts'
import type { DialectContext, WireRequest } from './dialect.ts'
import type { Refusal } from './fleet-rules.ts'
import type { ParameterProblem } from './parameter-problem.ts'
import type { SignatureStep } from './signature-steps.ts'

/** An operation with parameters, as somebody wrote them: what they may be, the vendor's API says when it is called. */
export interface PlainCall {
  /** The name of one that is served. */
  readonly operation: string
  /** By the names that `ServedParameter` has. */
  readonly parameters: JsonObject
}

/** Where and when a request will be sent. */
export interface Sending {
  /** As the header has it: `127.0.0.1:7070`. */
  readonly host: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** Unlike that of any other request. */
  readonly nonce: string
}

/** A request to send as it is, with the steps of its signature; none where it has none. */
export interface SignedRequest {
  readonly method: string
  /** Path and query. */
  readonly target: string
  /** Names in lower case, `host` among them. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly steps: readonly SignatureStep[]
}

/** What the verifier makes of a request that somebody signed. */
export interface SignatureReading {
  /** `ACS3-HMAC-SHA256` */
  readonly scheme: string
  readonly accessKeyId?: string | undefined
  /** The time that the request states, milliseconds since 1970; absent where it states none that can be read. */
  readonly signedAt?: number | undefined
  /** Without the signature, which would be good for sending; empty where the request cannot be read so far. */
  readonly steps: readonly SignatureStep[]
  /** How the vendor's API would have answered at the time stated; absent where it would have let the caller in. */
  readonly refusal?: Refusal | undefined
}

/** How calls of a vendor's API are made, signed, written and diagnosed. */
export interface ExplorerRules {
  /** Whether a path, without its query, is one of this vendor's API. */
  owns(path: string): boolean
  /** Signs a call as the vendor's current clients do. @param key undefined for an operation that is not signed */
  sign(call: PlainCall, key: SigningKey | undefined, sending: Sending): SignedRequest | ParameterProblem
  /**
   * Takes a request through the checks of its signature, as far as they change nothing.
   * @param isOwn whether a key is one that the asker may know about; every other one is answered like none
   * @returns undefined if the request carries no signature
   */
  read(
    request: WireRequest,
    context: DialectContext,
    isOwn: (key: SigningKey) => boolean,
  ): Promise<SignatureReading | undefined>
  /** The same call for each client that can make it. @param origin `http://127.0.0.1:7070` */
  samples(call: PlainCall, origin: URL): readonly CodeSample[] | ParameterProblem
}
