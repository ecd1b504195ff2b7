import { z } from 'zod'
import type { Decision } from '../access/policy/decision.ts'
import type { Session } from '../store/identity.ts'

/** A decision as it comes out of a message that was sealed here. */
export const sealedDecision = z.custom<Decision>((value) => (value as Decision | null)?.effect === 'deny')

/** What narrows temporary credentials, in such a message. */
export const sealedSession = z.custom<Session>((value) => typeof value === 'object' && value !== null).optional()

/** Tags in such a message. */
export const sealedTags = z.array(z.object({ key: z.string(), value: z.string() }))
