import type { SigningKey } from '../../access/access.ts'
import type { Principal, Session } from '../../store/identity.ts'
import type { Provenance } from '../../store/store.ts'
import type { DialectContext, WireReply, WireRequest } from '../dialect.ts'
import { type Credentials, readCredentials } from './credentials.ts'
import type { Operation } from './operation.ts'
import { type Parameters, readParameters } from './parameters.ts'
import type { Product } from './products.ts'
import type { Target } from './targets.ts'

/** Who is calling, once he has shown it. */
export interface Caller {
  readonly principal: Principal
  /** As the change log names him: `acs:ram::ACCOUNT:user/NAME`. */
  readonly actor: string
  /** Of temporary credentials. */
  readonly session?: Session
}

/** One request on its way. Each step of `steps.ts` sets what the ones after it read; until then a member is undefined. */
export class Call {
  readonly context: DialectContext
  readonly request: WireRequest
  readonly requestId: string
  /** When it came, milliseconds since 1970. */
  readonly at: number
  readonly parameters: Parameters
  readonly credentials: Credentials
  product!: Product
  operation!: Operation
  key!: SigningKey
  /** The time that the caller states, milliseconds since 1970. */
  signedAt!: number
  caller!: Caller
  input: unknown
  /** Of the temporary key that the call made. */
  issuedKeyId?: string
  /** What may only be decided on once its instance is looked up. */
  undecided: readonly Target[] = []
  /** What the policies say, as far as they were asked. */
  decision: WireReply['decision'] = 'none'

  constructor(context: DialectContext, request: WireRequest, requestId: string) {
    this.context = context
    this.request = request
    this.requestId = requestId
    this.at = context.now()
    this.parameters = readParameters(request)
    this.credentials = readCredentials(request.headers, this.parameters.values)
  }

  get store() {
    return this.context.store
  }

  get access() {
    return this.context.access
  }

  /** The account whose instances the call sees: the caller's own. */
  get account(): string {
    return this.caller.principal.account
  }

  /** What the change log keeps of this call. */
  get provenance(): Provenance {
    return { actor: this.caller.actor, operation: this.operation.name, requestId: this.requestId, at: this.at }
  }
}
