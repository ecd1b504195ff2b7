import type { IncomingHttpHeaders } from 'node:http'
import type { z } from 'zod'
import type { Access } from '../access/access.ts'
import type { SignInLinks } from '../access/sign-in-links.ts'
import type { Store, StoreContents } from '../store/store.ts'
import type { ExplorerRules } from './explorer-rules.ts'
import type { FleetRules } from './fleet-rules.ts'
import type { IdentityRules } from './identity-rules.ts'

/** A request as it came in: nothing decoded, nothing normalised, since signatures are computed over these bytes. */
export interface WireRequest {
  /** As received, in the sender's letter case. */
  readonly method: string
  /** Path and query as received: `/?Action=…`. */
  readonly target: string
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  readonly remoteAddress: string
}

/** An answer in the vendor's own bytes, with what the server needs for its log, its figures and its audit trail. */
export interface WireReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Values of `Set-Cookie`: each is a header of its own. */
  readonly cookies?: readonly string[]
  readonly body: string
  /** A body that is made while it is read, in the place of `body`. It may fail: the client sees that it is not whole. */
  readonly chunks?: AsyncIterable<string>
  readonly requestId: string
  /** The vendor's name of the operation, or `unknown`; never the caller's text, so that the figures stay few. */
  readonly operation: string
  /** `OK`, or the vendor's error code. */
  readonly code: string
  /** Whether the caller's policies allowed the call; `none` if it ended before they were asked. */
  readonly decision: 'allow' | 'deny' | 'none'
  /** The caller, once he is known, as the change log names him. */
  readonly actor?: string | undefined
  /** The key that the request states, once it is found; that it is the caller's, `actor` tells. */
  readonly accessKeyId?: string | undefined
  /** Ids of the instances that the request names, as he wrote them. */
  readonly resources?: readonly string[] | undefined
  /** What was caught and is not one of the vendor's refusals; for the log only. */
  readonly failure?: unknown
}

/** Why the server will not hand a request to its dialect: it is over a limit or is not HTTP. */
export type TransportRefusal =
  | 'body-too-large'
  | 'target-too-long'
  | 'headers-too-large'
  | 'too-slow'
  | 'malformed'
  | 'overloaded'

/** A vendor's protocol, serving. It never throws: what goes wrong inside is an answer in the vendor's shape. */
export interface Dialect {
  readonly name: string
  /** Whether a path, without its query, is this dialect's to answer. */
  owns(path: string): boolean
  /** The longest body that a request may have, bytes; asked before any of it is read. */
  bodyBytesMax(target: string): number
  answer(request: WireRequest): Promise<WireReply>
  /** The vendor's words for a request that never became one; `target` may be cut short. */
  refuse(refusal: TransportRefusal, request: Pick<WireRequest, 'method' | 'target' | 'headers'>): WireReply
}

/** What a dialect is given to work with. */
export interface DialectContext {
  readonly store: Store
  readonly access: Access
  /** The clock, milliseconds since 1970. */
  readonly now: () => number
  /** How long an instance is being created, milliseconds; 0 makes it ready at once. */
  readonly provisioningMs: number
  /** How clients reach the server, `https://tags.example.com`, where it is not as they say themselves. */
  readonly publicUrl?: string
  /** Links that sign in as the administrators; absent where there are none. */
  readonly signInLinks?: SignInLinks
}

/** How a secret of a seed file becomes what is stored. */
export interface SecretKeeping {
  readonly sealSecret: (secret: string) => Uint8Array
  readonly hashPassword: (password: string) => Promise<string>
}

/** Says where in a seed section something is wrong that its schema cannot tell; `path` as in the YAML. */
export type SeedProblem = { readonly path: readonly (string | number)[]; readonly message: string }

/** A vendor: one per folder beside this file, listed in `registry.ts`. */
export interface DialectModule<Section = unknown> {
  /** The name of its realm, of its folder and of its section in a seed file. */
  readonly name: string
  create(context: DialectContext): Dialect
  /** The shape of its section; refuses members that it does not know. */
  readonly seedSchema: z.ZodType<Section>
  /** Breaches of the vendor's own rules in a section of the right shape: repeated ids, tags over a limit. */
  seedProblems(section: Section): readonly SeedProblem[]
  /** @param at the creation time of instances that state none, milliseconds since 1970 */
  seedContents(section: Section, secrets: SecretKeeping, at: number): Promise<StoreContents>
  /** Lines for the start banner: endpoint, keys of the section, and a command to paste for each client. */
  introduce(section: Section, endpoint: URL): readonly string[]
  /** For the commands that keep identities, and explain what they may do. */
  readonly identities: IdentityRules
  /** For what spans the vendors: search, history, edits of many instances. */
  readonly fleet: FleetRules
  /** For the explorer: how calls are made, signed, written and diagnosed. */
  readonly explorer: ExplorerRules
}
