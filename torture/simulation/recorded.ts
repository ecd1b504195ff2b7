import type { Attempt } from '../../test/durability/history.ts'

/** When something was asked for and when it was acknowledged, as numbers of operations on the disk. */
export interface Timed {
  readonly startedAt: number
  /** Absent if it was refused, or nobody lived to be told. */
  acknowledgedAt?: number
}

export interface RecordedAttempt extends Timed {
  readonly requestId: string
  readonly attempt: Omit<Attempt, 'acknowledged'>
}

export interface RecordedNonce extends Timed {
  readonly nonce: string
}

/** All that clients know of what they did. */
export interface Recorded {
  readonly filling: Timed
  readonly attempts: readonly RecordedAttempt[]
  readonly nonces: readonly RecordedNonce[]
}

/** Whether it was acknowledged when the disk had done `position` operations. */
export function isAcknowledged({ acknowledgedAt = Number.POSITIVE_INFINITY }: Timed, position: number): boolean {
  return acknowledgedAt <= position
}

/** The attempts begun by then, with what their clients knew then. */
export function attemptsAt({ attempts }: Recorded, position: number): Attempt[] {
  return attempts
    .filter(({ startedAt }) => startedAt <= position)
    .map((recorded) => ({
      ...recorded.attempt,
      acknowledged: isAcknowledged(recorded, position) ? recorded.requestId : undefined,
    }))
}
