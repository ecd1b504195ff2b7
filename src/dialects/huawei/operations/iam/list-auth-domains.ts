import { ok, operation } from '../../operation.ts'

export const listAuthDomains = operation({
  name: 'KeystoneListAuthDomains',
  docs: 'Querying Account Information Accessible to IAM Users',
  service: 'iam',
  method: 'GET',
  path: '/v3/auth/domains',
  access: { level: 'list', resources: '*' },
  async run(_, call) {
    const { realm, account } = call.caller.principal
    const accounts = (await call.store.listAccounts(realm)).filter(({ id }) => id === account)
    const domains = accounts.map(({ id, name }) => {
      return { id, name, enabled: true, description: '', links: { self: call.urlOf(`/v3/domains/${id}`) } }
    })
    return ok({ domains, links: { self: call.urlOf('/v3/auth/domains') } })
  },
})
