import { describe, expect, test } from 'vitest'
import { type StageKey, stage } from './authorization/authorization.fixture.ts'
import { listTags, tableFleet, v5 } from './policy/decision-table/decision-row.fixture.ts'
import { realm } from './realm.ts'

const { domain } = tableFleet
const full = ['DDS FullAccess']
const refused = { status: 401, code: 'APIGW.0301' }
const without = ({ access, secret }: StageKey): StageKey => ({ access, secret })
const withToken = (key: StageKey, securitytoken = ''): StageKey => ({ ...key, securitytoken })

describe('an access key and its security token', () => {
  test('a temporary key is good with its own token, and with no other or none', async () => {
    const { call, temporaryKey } = await stage({ policies: full })
    const [key, other] = [await temporaryKey(), await temporaryKey()]
    expect(await call(listTags, { by: key })).toMatchObject({ status: 200 })
    expect(await call(listTags, { by: without(key) })).toMatchObject(refused)
    expect(await call(listTags, { by: withToken(key, other.securitytoken) })).toMatchObject(refused)
  })

  test('a permanent key is good with no token', async () => {
    const { call, temporaryKey } = await stage({ policies: full })
    const permanent = { access: 'AK1', secret: 'SK1' }
    expect(await call(listTags, { by: permanent })).toMatchObject({ status: 200 })
    expect(await call(listTags, { by: withToken(permanent, (await temporaryKey()).securitytoken) })).toMatchObject(
      refused,
    )
  })
})

/** A stage with an agency of the domain that trusts a domain, for an hour at most. */
async function stageWithAgency(trust_domain_id: string, policies: readonly object[] = [assuming]) {
  const staged = await stage({ policies })
  const who = { realm, account: domain.id, id: 'e'.repeat(32), kind: 'role', name: 'helper' } as const
  const assumption = { trust: { trust_domain_id, trust_domain_name: 'x' }, sessionSecondsMax: 3600 }
  const principal = { ...who, administrator: false, enabled: true, groups: [], policies: [], assumption }
  await staged.store.changeIdentities({ kind: 'add-principal', principal })
  const identity = (more: object = {}) => ({
    methods: ['assume_role'],
    assume_role: { agency_name: 'helper', domain_id: domain.id, ...more },
  })
  const call = async (operation: string, more?: object) =>
    (await staged.call({ operation, body: { auth: { identity: identity(more) } } })).status
  return { askForKey: (more?: object) => call('CreateTemporaryAccessKey', more), askForToken: () => call(tokens) }
}

const assuming = v5('Allow', ['iam:agencies:assume'])
const tokens = 'KeystoneCreateUserTokenByPassword'

describe('an agency', () => {
  test('is assumed by users of the domain that it trusts, and of no other', async () => {
    const trusting = await stageWithAgency(domain.id)
    expect([await trusting.askForKey(), await trusting.askForToken()]).toEqual([201, 201])
    const distant = await stageWithAgency('d'.repeat(32))
    expect([await distant.askForKey(), await distant.askForToken()]).toEqual([403, 403])
  })

  test('is assumed by who may', async () => {
    const { askForKey, askForToken } = await stageWithAgency(domain.id, [v5('Allow', ['dds:*:*'])])
    expect([await askForKey(), await askForToken()]).toEqual([403, 403])
  })

  test('is assumed as long as it allows, and no longer', async () => {
    const { askForKey } = await stageWithAgency(domain.id)
    expect(await askForKey({ duration_seconds: 3600 })).toBe(201)
    expect(await askForKey({ duration_seconds: 3601 })).toBe(400)
  })
})
