import { z } from 'zod'
import { operation } from '../operation.ts'
import { sessionText, setSession } from '../session-cookie.ts'
import { describePrincipal, sessionShape } from '../shapes/principal.ts'
import { text } from '../shapes/texts.ts'

export const signOut = operation({
  name: 'SignOut',
  method: 'DELETE',
  path: '/api/v1/session',
  summary: 'Sign out, everywhere that this session is used',
  caller: 'anyone',
  query: z.strictObject({ cloud: text.optional().describe('Name of the cloud; all where absent') }),
  reply: sessionShape.describe('Who stays signed in'),
  async run({ cloud: wanted }, call) {
    const { clouds, sessions } = call.context
    const left = clouds.filter(({ name }) => wanted === undefined || name === wanted)
    for (const cloud of left) {
      const text = sessionText(call, cloud)
      if (text === undefined) continue
      if (call.callers.some((caller) => caller.cloud === cloud)) await sessions.end(cloud.name, text)
      setSession(call, cloud, '', 0)
    }
    return { principals: call.callers.filter(({ cloud }) => !left.includes(cloud)).map(describePrincipal) }
  },
})
