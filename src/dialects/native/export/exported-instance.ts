import type { describeInstance } from '../shapes/instance.ts'

/** An instance as clients are told of it. */
export type ExportedInstance = ReturnType<typeof describeInstance>
