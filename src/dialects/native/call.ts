import type { Sessions } from '../../access/sessions.ts'
import type { Principal, Session } from '../../store/identity.ts'
import type { Provenance } from '../../store/store.ts'
import type { InstanceId } from '../../tags/tag.ts'
import type { DialectContext, WireRequest } from '../dialect.ts'
import type { FleetCaller } from '../fleet-rules.ts'
import type { Target } from '../target.ts'
import type { Cloud } from './cloud.ts'
import type { FairShare } from './fair-share.ts'
import { type LongReads, longReads } from './long-reads.ts'
import type { Operation } from './operation.ts'

/** What all calls of one server share. */
export interface Context extends DialectContext {
  readonly clouds: readonly Cloud[]
  readonly sessions: Sessions
  readonly share: FairShare
}

/** One of the principals that a call is made as, at most one of each cloud. */
export interface Caller extends FleetCaller {
  readonly cloud: Cloud
  /** As the change log names him. */
  readonly actor: string
  /** When what he showed ends, milliseconds since 1970; absent where it does not. */
  readonly expiresAt?: number | undefined
}

/** Who somebody is, and by what. */
interface Shown {
  readonly principal: Principal
  readonly session?: Session | undefined
  readonly expiresAt?: number | undefined
}

/** One request on its way. Each step of `steps.ts` sets what the ones after it read; until then a member is undefined. */
export class Call {
  readonly context: Context
  readonly request: WireRequest
  readonly requestId: string
  /** When it came, milliseconds since 1970. */
  readonly at: number
  target!: Target
  operation!: Operation
  /** What stands in the path for the parameters in braces. */
  pathValues: Readonly<Record<string, string>> = {}
  /** Methods of the path, where it has not the one of the request. */
  allowed?: readonly string[]
  callers: readonly Caller[] = []
  /** The keys that the request states, as far as there are such keys. */
  readonly accessKeyIds: string[] = []
  input: unknown
  /** Ids of the instances whose tags this call changed, also where it ended with a refusal later. */
  readonly changed = new Set<InstanceId>()
  /** Values of `Set-Cookie`. */
  readonly cookies: string[] = []

  constructor(context: Context, request: WireRequest, requestId: string) {
    this.context = context
    this.request = request
    this.requestId = requestId
    this.at = context.now()
  }

  /** For all but what {@link reads} has. */
  get store() {
    return this.context.store
  }

  /** Reads that may take long, in the share of the first principal that the call is made as, whatever session he shows. */
  get reads(): LongReads {
    const [caller] = this.callers
    const owner = caller ? JSON.stringify([caller.cloud.name, caller.principal.account, caller.principal.id]) : ''
    return longReads(this.store, this.context.share, owner)
  }

  /** A principal of a cloud, as the caller of this call. */
  callerOf(cloud: Cloud, { principal, session, expiresAt }: Shown): Caller {
    const { at } = this
    const actor = cloud.fleet.actorOf(principal, session)
    return { cloud, principal, session, expiresAt, actor, at, sourceIp: this.request.remoteAddress }
  }

  /** What the change log keeps of this call. */
  provenanceOf({ actor }: Caller): Provenance {
    return { actor, operation: this.operation.name, requestId: this.requestId, at: this.at }
  }
}
