import { iamErrors } from '../../errors.ts'
import { describeToken } from '../../iam/describe-token.ts'
import { ok, operation } from '../../operation.ts'
import { realm } from '../../realm.ts'
import { text, withDefault } from '../../scalar-kinds.ts'

export const validateToken = operation({
  name: 'KeystoneValidateToken',
  docs: 'Verifying a Token',
  service: 'iam',
  method: 'GET',
  path: '/v3/auth/tokens',
  access: { level: 'read', resources: '*' },
  query: { nocatalog: withDefault(text({ min: 0, max: 64 }, iamErrors.malformed), '') },
  errors: [iamErrors.malformed, iamErrors.noSuchToken, iamErrors.forbidden],
  async run({ nocatalog }, call) {
    const { id, account, administrator } = call.caller.principal
    const text = call.header('x-subject-token')
    if (!text) return iamErrors.malformed
    const token = await call.access.findToken(realm, text)
    if (!token || token.expiresAt <= call.at || token.principal.account !== account) return iamErrors.noSuchToken
    if (!administrator && token.principal.id !== id) return iamErrors.forbidden
    return ok(await describeToken(call, token, nocatalog === ''))
  },
})
