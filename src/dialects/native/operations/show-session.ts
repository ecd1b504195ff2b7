import { operation } from '../operation.ts'
import { describePrincipal, sessionShape } from '../shapes/principal.ts'

export const showSession = operation({
  name: 'ShowSession',
  method: 'GET',
  path: '/api/v1/session',
  summary: 'Say as whom one is signed in, if one is',
  caller: 'anyone',
  reply: sessionShape,
  run: async (_, { callers }) => ({ principals: callers.map(describePrincipal) }),
})
