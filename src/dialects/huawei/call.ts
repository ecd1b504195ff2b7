import type { JsonObject } from '../../access/strict-json.ts'
import type { Principal, Session, Token } from '../../store/identity.ts'
import type { Provenance } from '../../store/store.ts'
import type { DialectContext, WireReply, WireRequest } from '../dialect.ts'
import type { Target } from '../target.ts'
import { actorOf } from './actor.ts'
import type { Identity } from './authorization/identity.ts'
import type { Operation } from './operation.ts'
import type { PasswordAttempts } from './password-attempts.ts'
import type { Project } from './project.ts'

/** Who is calling, once he has shown it. */
export interface Caller {
  readonly principal: Principal
  /** As the change log names him: `iam::DOMAIN_ID:user:NAME`. */
  readonly actor: string
  /** What he showed, if it was a token. */
  readonly token?: Token
  /** Of temporary credentials. */
  readonly session?: Session
  /** When what he showed expires, milliseconds since 1970; absent where it does not. */
  readonly expiresAt?: number
}

export function callerOf(principal: Principal, shown: Omit<Caller, 'principal' | 'actor'> = {}): Caller {
  return { principal, actor: actorOf(principal, shown.session), ...shown }
}

/** What all calls of one server share. */
export interface Context extends DialectContext {
  readonly passwordAttempts: PasswordAttempts
}

/** One request on its way. Each step of `steps.ts` sets what the ones after it read; until then a member is undefined. */
export class Call {
  readonly context: Context
  readonly request: WireRequest
  /** 32 hexadecimal digits. */
  readonly requestId: string
  /** When it came, milliseconds since 1970. */
  readonly at: number
  target!: Target
  operation!: Operation
  /** Path parameters, decoded; empty where the operation has none. */
  projectId = ''
  instanceId = ''
  /** The agency that the caller asks to be, as policies name it; empty where he does not. */
  agencyUrn = ''
  /** Of the temporary key that the call made; empty where it made none. */
  issuedKeyId = ''
  /** The key that the request is signed with, if there is such a key. */
  accessKeyId?: string
  caller!: Caller
  project!: Project
  /** Whether the caller may, whatever the body and the instance are. */
  permitted = false
  identity!: Identity
  /** What the policies say, as far as they were asked. */
  decision: WireReply['decision'] = 'none'
  body: JsonObject = {}
  input: unknown

  constructor(context: Context, request: WireRequest, requestId: string) {
    this.context = context
    this.request = request
    this.requestId = requestId
    this.at = context.now()
  }

  get store() {
    return this.context.store
  }

  get access() {
    return this.context.access
  }

  /** What the change log keeps of this call. */
  get provenance(): Provenance {
    return { actor: this.caller.actor, operation: this.operation.name, requestId: this.requestId, at: this.at }
  }

  /** The first value of a header; `name` in lower case. */
  header(name: string): string | undefined {
    const value = this.request.headers[name]
    return Array.isArray(value) ? value[0] : value
  }

  /** `path` at the address by which clients reach the server. */
  urlOf(path: string): string {
    const { publicUrl = `http://${this.request.headers.host ?? 'localhost'}` } = this.context
    return publicUrl + path
  }
}
