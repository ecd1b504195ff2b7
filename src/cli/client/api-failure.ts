import type { Applied, Change, Planned } from './replies.ts'

/** Why the server refuses a call, as `docs/api.md` has it. */
export interface ApiErrorBody {
  readonly code: string
  readonly message: string
  readonly requestId: string
  /** Where a selector went wrong, characters from 1. */
  readonly column?: number
  /** That the policies do not allow. */
  readonly action?: string
  readonly resource?: string
  /** Of an edit: what came in between, what is refused, and what was done by then. */
  readonly changes?: readonly Change[]
  readonly instances?: readonly (Planned | string)[]
  readonly applied?: readonly Applied[]
}

/** The server was asked, and refuses. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure'
  readonly status: number
  readonly code: string
  /** Whether that is an answer, which asking otherwise would not mend: denied, against the rules, or in conflict. */
  readonly isRefusal: boolean

  /** @param message what a person is told */
  constructor(status: number, { code, instances }: ApiErrorBody, message: string) {
    super(message)
    this.status = status
    this.code = code
    this.isRefusal = status === 403 || status === 409 || instances !== undefined
  }
}

/** What was asked is refused by what the server showed before: told with the exit status of a refusal. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}
