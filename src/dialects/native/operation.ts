import { z } from 'zod'
import type { Call } from './call.ts'
import type { ApiError } from './errors.ts'
import type { Streamed } from './streamed.ts'

/** What of a vendor's permissions an operation asks for: on regions to list, on an instance to read or to change it. */
export type Need = 'list' | 'read' | 'change'

/** All that is known about one operation: routing, checks and the OpenAPI description are read off it. */
export interface Operation {
  /** Unlike that of any operation of a vendor, since the change log keeps it. */
  readonly name: string
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Segments in braces are parameters. */
  readonly path: string
  /** A line. */
  readonly summary: string
  /** Paragraphs in Markdown. */
  readonly description: string
  /** Whether one has to be signed in. */
  readonly caller: 'anyone' | 'signed-in'
  readonly needs: readonly Need[]
  /** Those of the path and of the query; the body. They are checked in this order. */
  readonly parameters: z.ZodObject
  readonly query: z.ZodObject
  /** Absent where no body is read. */
  readonly body?: z.ZodType
  readonly status: 200 | 201
  /** Of a good answer. */
  readonly reply: z.ZodType
  /** Types of an answer that is streamed; absent where it is JSON. */
  readonly media?: readonly string[]
  /** Beside those that every operation may give. */
  readonly errors: readonly ApiError[]
  /** Statuses of what a vendor refuses in his own words. */
  readonly vendorStatuses: readonly number[]
  /** Ids of the instances that a call names, for the audit trail. */
  readonly names: (input: unknown) => readonly string[]
  readonly run: (input: unknown, call: Call) => Promise<unknown>
}

const nothing = z.strictObject({})
type Nothing = typeof nothing

/** What has to be said about an operation. */
interface Definition<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, R extends z.ZodType>
  extends Pick<Operation, 'name' | 'method' | 'path' | 'summary' | 'media'> {
  readonly description?: string
  /** `signed-in` where nothing is said. */
  readonly caller?: Operation['caller']
  readonly needs?: readonly Need[]
  readonly parameters?: P
  readonly query?: Q
  readonly body?: B
  readonly status?: Operation['status']
  readonly reply: R
  readonly errors?: readonly ApiError[]
  readonly vendorStatuses?: Operation['vendorStatuses']
  readonly names?: (input: Input<P, Q, B>) => readonly string[]
  readonly run: (input: Input<P, Q, B>, call: Call) => Promise<Told<z.input<R>> | Streamed | ApiError>
}

/** The members of path, query and body together. */
type Input<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = z.output<P> & z.output<Q> & z.output<B>

/** What an operation only tells, and nobody changes. */
export type Told<T> = T extends readonly (infer Item)[]
  ? readonly Told<Item>[]
  : T extends object
    ? { readonly [Member in keyof T]: Told<T[Member]> }
    : T

/** Ties what `run` receives and answers to the schemas; in the list of operations those types are forgotten. */
export function operation<
  R extends z.ZodType,
  P extends z.ZodObject = Nothing,
  Q extends z.ZodObject = Nothing,
  B extends z.ZodType = Nothing,
>(definition: Definition<P, Q, B, R>): Operation {
  const { parameters, query, body, names = () => [], run, ...rest } = definition
  return {
    description: '',
    caller: 'signed-in',
    needs: [],
    status: 200,
    errors: [],
    vendorStatuses: [],
    ...rest,
    parameters: parameters ?? nothing,
    query: query ?? nothing,
    ...(body && { body }),
    names: names as Operation['names'],
    run: run as Operation['run'],
  }
}
