import { iamErrors } from '../../errors.ts'
import { name } from '../../iam/reference.ts'
import { ok, operation } from '../../operation.ts'
import { optional } from '../../scalar-kinds.ts'

export const listUsers = operation({
  name: 'KeystoneListUsers',
  docs: 'Listing IAM Users',
  service: 'iam',
  method: 'GET',
  path: '/v3/users',
  access: { action: 'iam:users:listUsers', level: 'list', resources: '*' },
  query: { name: optional(name), domain_id: optional(name) },
  errors: [iamErrors.malformed],
  async run({ name, domain_id }, call) {
    const { realm, account } = call.caller.principal
    const principals =
      domain_id === undefined || domain_id === account ? await call.store.listPrincipals(realm, account) : []
    const users = principals
      .filter((principal) => principal.kind === 'user' && (name === undefined || principal.name === name))
      .map((principal) => ({
        id: principal.id,
        name: principal.name,
        domain_id: account,
        enabled: principal.enabled,
        description: '',
        password_expires_at: null,
        links: { self: call.urlOf(`/v3/users/${principal.id}`) },
      }))
    return ok({ users, links: { self: call.urlOf(call.request.target), next: null, previous: null } })
  },
})
