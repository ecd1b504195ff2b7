import type { ActionNames } from '../../access/policy/request.ts'
import type { RequiredAccess } from '../required-access.ts'
import type { Call } from './call.ts'
import type { Input, ParameterKinds } from './parameter-kind.ts'
import type { AskedFacts } from './policy/iam-context.ts'
import { iamAction } from './policy/iam-request.ts'
import type { WireError } from './wire-error.ts'

/** What an operation answers when it does what it was asked. */
export interface Answer {
  readonly status: 200 | 201 | 202
  /** JSON text. */
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

/** What a caller must be allowed, in the terms of identity policies 5.0 and of policies 1.1. */
interface Access extends RequiredAccess {
  /** The name of the same permission in policies of version 1.1. */
  readonly action11?: string
  /**
   * The instance of the path, or nothing that a policy could name; or the agency of the body, where it names one: the
   * operation asks for that itself.
   */
  readonly resources: 'instance' | 'agency' | '*'
}

/** A check of the parameters beyond what each can tell alone; without a look-up. */
export type Check<Input> = (input: Input, call: Call) => WireError | undefined

/** All that is known about one operation of the API: routing, checks, access and documentation are read off it. */
export interface Operation {
  /** The name that the vendor's SDKs give it. */
  readonly name: string
  /** Title of its page in the API reference. */
  readonly docs: string
  /** IAM's own API, under `/v3.0`, words its errors differently from the part that is Keystone's, under `/v3`. */
  readonly service: 'dds' | 'iam' | 'iam-v3.0'
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Segments in braces are the path parameters `project_id` and `instance_id`. */
  readonly path: string
  /** Whether its body may show who calls: then that is not asked before the body is read. */
  readonly anonymous?: true
  /** Whether its answer is credentials. */
  readonly issuesCredentials?: true
  readonly access: Access
  /** `access.action` as policies name it; absent where every caller may. */
  readonly permission?: ActionNames
  readonly query: ParameterKinds
  /** Absent where the operation reads no body; what came is then only verified, not parsed. */
  readonly body?: ParameterKinds
  /** Checked in this order, after the parameters. */
  readonly checks: readonly Check<unknown>[]
  /** What conditions of policies look at of the input; absent where they look at none of it. */
  asks?(input: unknown): AskedFacts
  /** Documented errors, in the order in which they are checked; those of the gateway and of policies apart. */
  readonly errors: readonly WireError[]
  run(input: unknown, call: Call): Promise<Answer | WireError>
}

/** What has to be said about an operation; the lists are empty where nothing is. */
interface Definition<Q extends ParameterKinds, B extends ParameterKinds>
  extends Pick<
    Operation,
    'name' | 'docs' | 'service' | 'method' | 'path' | 'anonymous' | 'issuesCredentials' | 'access'
  > {
  readonly query?: Q
  readonly body?: B
  readonly checks?: readonly Check<Input<Q> & Input<B>>[]
  asks?(input: Input<Q> & Input<B>): AskedFacts
  readonly errors?: readonly WireError[]
  run(input: Input<Q> & Input<B>, call: Call): Promise<Answer | WireError>
}

type None = Record<never, never>

/** Ties what checks and `run` receive to the parameters declared; in the list of operations those types are forgotten. */
export function operation<const Q extends ParameterKinds = None, const B extends ParameterKinds = None>(
  definition: Definition<Q, B>,
): Operation {
  const checks = (definition.checks ?? []) as readonly Check<unknown>[]
  const { action, action11 } = definition.access
  const permission = action === undefined ? undefined : iamAction(action, action11)
  const run = definition.run as Operation['run']
  return { query: {}, errors: [], ...definition, checks, run, ...(permission && { permission }) }
}

/** 200 with nothing to tell. */
export const done: Answer = { status: 200, body: '{}' }

/** 200 with `body` as JSON. */
export function ok(body: unknown): Answer {
  return { status: 200, body: JSON.stringify(body) }
}

/** 202: the work goes on; `body` says how to follow it. */
export function accepted(body: unknown): Answer {
  return { status: 202, body: JSON.stringify(body) }
}
