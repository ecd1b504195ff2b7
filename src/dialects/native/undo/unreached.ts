import { z } from 'zod'
import type { Call } from '../call.ts'
import { errors } from '../errors.ts'
import type { Told } from '../operation.ts'
import type { Wanted } from './undone.ts'

/** A cloud at which a request may have changed tags that an undo does not reach. */
export const unreachedShape = z
  .object({
    cloud: z.string(),
    code: z.string(),
    message: z.string(),
  })
  .meta({ id: 'Unreached' })

/** The clouds of which a request may be undone in part only: whoever is not signed in there is not told what it did. */
export function unreachedBy(
  { callers, context: { clouds } }: Pick<Call, 'callers' | 'context'>,
  { requestId }: Wanted,
): readonly Told<z.input<typeof unreachedShape>>[] {
  if (requestId === undefined) return []
  const others = clouds.filter((cloud) => !callers.some((caller) => caller.cloud === cloud))
  return others.map(({ name }) => ({
    cloud: name,
    code: errors.notSignedIn.code,
    message: `Sign in at ${name} too to undo what the request may have changed there`,
  }))
}
