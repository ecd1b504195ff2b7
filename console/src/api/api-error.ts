import type { AppliedTenant, Change, PlannedInstance } from './api-types.ts'

/** What an error says beside code and message, where it does. */
export interface ErrorDetails {
  readonly requestId?: string
  /** Of a selector, in characters from 1. */
  readonly column?: number
  /** That the policies do not allow. */
  readonly action?: string
  readonly resource?: string
  /** What came in between, where an edit was refused for it. */
  readonly changes?: readonly Change[]
  readonly instances?: readonly (PlannedInstance | string)[]
  /** What was done before the refusal. */
  readonly applied?: readonly AppliedTenant[]
}

/** A refusal by the server. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly details: ErrorDetails

  constructor(status: number, code: string, message: string, details: ErrorDetails) {
    super(message)
    this.status = status
    this.code = code
    this.details = details
  }
}
