import { z } from 'zod'
import type { Call } from '../call.ts'
import { ApiError, errors } from '../errors.ts'
import { operation } from '../operation.ts'
import { sessionText, setSession } from '../session-cookie.ts'
import { describePrincipal, sessionShape } from '../shapes/principal.ts'
import { text } from '../shapes/texts.ts'
import { byKey, byLink, byPassword, type Proven } from '../sign-in.ts'

const key = z
  .strictObject({
    cloud: text,
    accessKeyId: text,
    accessKeySecret: text,
    securityToken: text.optional().describe('Of a temporary key'),
  })
  .describe('An access key')
const user = z
  .strictObject({ cloud: text, domain: text, user: text, password: text })
  .describe('A user and his password')
const link = z.strictObject({ signInToken: text }).describe('The secret of a sign-in link')
const anyProof = z.union([key, user, link])

export const signIn = operation({
  name: 'SignIn',
  method: 'POST',
  path: '/api/v1/session',
  summary: 'Sign in at one cloud, beside the other',
  description:
    'The session is kept in a cookie that no script can read, for 12 hours at most. It ends earlier with the key, the user or the password.',
  caller: 'anyone',
  body: anyProof,
  status: 201,
  reply: sessionShape,
  errors: [errors.linkSpent],
  vendorStatuses: [401, 429],
  async run(proof, call) {
    const proven = await provenBy(proof, call)
    if (proven instanceof ApiError) return proven
    for (const one of proven) await begin(one, call)
    return { principals: call.callers.map(describePrincipal) }
  },
})

async function provenBy(proof: z.output<typeof anyProof>, call: Call): Promise<readonly Proven[] | ApiError> {
  if ('signInToken' in proof) return byLink(call, proof.signInToken)
  const one = await ('password' in proof ? byPassword(call, proof) : byKey(call, proof))
  return one instanceof ApiError ? one : [one]
}

/** In the place of the session that the browser had at this cloud. */
async function begin({ cloud, ...proven }: Proven, call: Call): Promise<void> {
  const { sessions } = call.context
  const before = sessionText(call, cloud)
  if (before !== undefined) await sessions.end(cloud.name, before)
  const { text, token } = await sessions.open({ ...proven, at: call.at })
  setSession(call, cloud, text, Math.floor((token.expiresAt - call.at) / 1000))
  call.callers = [...call.callers.filter((caller) => caller.cloud !== cloud), call.callerOf(cloud, token)]
}
