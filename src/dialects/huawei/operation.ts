import type { Call } from './call.ts'
import type { Refusal } from './errors.ts'
import type { Fields, Read } from './field.ts'

/** What an operation answers when it does what it was asked. */
export interface Answer {
  readonly status: 200 | 201 | 202
  /** JSON text. */
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The permission that an operation needs, in the terms of identity policies 5.0. */
export interface Permission {
  /** Absent where every caller may, whatever his policies say. */
  readonly action?: string
  /** The name of the same permission in policies of version 1.1. */
  readonly action11?: string
  readonly level: 'read' | 'list' | 'write' | 'tagging'
  /** What it is granted on: the instance of the path, or everything in the project. */
  readonly resources: 'instance' | '*'
}

/** A check of the parameters beyond what a field can tell; undefined where it holds. */
export type Rule<Input> = (input: Input, call: Call) => Refusal | undefined

/** All that is known about one operation of the API: routing, checks, permission and documentation are read off it. */
export interface Operation {
  /** The name that the vendor's SDKs give it. */
  readonly name: string
  /** Title of its page in the API reference. */
  readonly docs: string
  readonly service: 'dds' | 'iam'
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Segments in braces are the path parameters `project_id` and `instance_id`. */
  readonly path: string
  /** Whether it is open to callers who cannot show who they are yet. */
  readonly anonymous?: true
  readonly access: Permission
  readonly query: Fields
  /** Absent where the operation reads no body; what came is then only verified, not parsed. */
  readonly body?: Fields
  /** Checked in this order, after the fields. */
  readonly rules: readonly Rule<unknown>[]
  /** Documented errors, in the order in which they are checked; those of the gateway apart. */
  readonly errors: readonly Refusal[]
  run(input: unknown, call: Call): Promise<Answer | Refusal>
}

/** Query and body of an operation, read. */
type Input<Q extends Fields, B extends Fields> = Read<Q> & Read<B>

/** What has to be said about an operation; the lists are empty where nothing is. */
interface Definition<Q extends Fields, B extends Fields>
  extends Pick<Operation, 'name' | 'docs' | 'service' | 'method' | 'path' | 'anonymous' | 'access'> {
  readonly query?: Q
  readonly body?: B
  readonly rules?: readonly Rule<Input<Q, B>>[]
  readonly errors?: readonly Refusal[]
  run(input: Input<Q, B>, call: Call): Promise<Answer | Refusal>
}

type None = Record<never, never>

/** Ties what rules and `run` receive to the fields declared; in the list of operations those types are forgotten. */
export function operation<const Q extends Fields = None, const B extends Fields = None>(
  definition: Definition<Q, B>,
): Operation {
  const rules = (definition.rules ?? []) as readonly Rule<unknown>[]
  return { query: {}, errors: [], ...definition, rules, run: definition.run as Operation['run'] }
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
