import { z } from 'zod'
import type { Caller } from '../call.ts'
import type { Told } from '../operation.ts'
import { time, timeText } from './texts.ts'

/** Somebody who is signed in. */
export const principalShape = z
  .object({
    cloud: z.string().describe('Name of the cloud'),
    account: z.string().describe('Id of the account, or of the domain'),
    kind: z.enum(['root', 'user', 'role']),
    name: z.string(),
    actor: z.string().describe('As the change log and the audit trail name him'),
    administrator: z.boolean().describe('Whether everything in the account is allowed'),
    expiresAt: time.optional().describe('When the session ends; absent where a key was sent instead'),
  })
  .meta({ id: 'Principal' })

/** What clients are told of a caller. */
export function describePrincipal({
  cloud,
  principal,
  actor,
  expiresAt,
}: Caller): Told<z.input<typeof principalShape>> {
  const { account, kind, name, administrator } = principal
  const ends = expiresAt === undefined ? {} : { expiresAt: timeText(expiresAt) }
  return { cloud: cloud.name, account, kind, name, actor, administrator, ...ends }
}

export const sessionShape = z.object({ principals: z.array(principalShape) }).meta({ id: 'Session' })
