import { describe, expect, test } from 'vitest'
import { type StageKey, stage } from '../../authorization/authorization.fixture.ts'
import {
  add,
  listTags,
  prod,
  remove,
  type TableCall,
  tableFleet,
  takeEnv,
  v1,
  v5,
} from '../../policy/decision-table/decision-row.fixture.ts'

const { domain, project, user, agency } = tableFleet
const full = ['DDS FullAccess']
const second = 1000
const projects: TableCall = { operation: 'KeystoneListAuthProjects' }
const realm = 'huawei'
const holder = { realm, account: domain.id }

type Staged = Awaited<ReturnType<typeof stage>>

function ask({ call }: Staged, identity: object, by?: StageKey) {
  return call({ operation: 'CreateTemporaryAccessKey', body: { auth: { identity } } }, { by })
}

const token = (more: object = {}) => ({ methods: ['token'], token: more })
const assume = (more: object = {}) => ({
  methods: ['assume_role'],
  assume_role: { agency_name: agency.name, domain_name: domain.name, ...more },
})

/** When credentials end, seconds after the stage began. */
async function lifeOf(asked: ReturnType<typeof ask>): Promise<number> {
  const { body } = await asked
  expect(body.credential.expires_at).toMatch(/^2026-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}000Z$/)
  return (Date.parse(body.credential.expires_at) - Date.UTC(2026, 0, 31, 8)) / second
}

describe('temporary credentials', () => {
  test('are an access key, a secret, a security token and a time', async () => {
    expect(await ask(await stage(), token())).toMatchObject({
      status: 201,
      body: {
        credential: {
          access: expect.stringMatching(/^[A-Z2-7]{20}$/),
          secret: expect.stringMatching(/^\S{40}$/),
          securitytoken: expect.stringMatching(/^\S{64}$/),
          expires_at: '2026-01-31T08:15:00.000000Z',
        },
      },
    })
  })

  test.each<[object, number]>([
    [{}, 900],
    [{ duration_seconds: 900 }, 900],
    [{ duration_seconds: '3600' }, 3600],
    [{ duration_seconds: 86_400 }, 86_400],
  ])('of a user with %j live %i seconds', async (more, seconds) => {
    expect(await lifeOf(ask(await stage(), token(more)))).toBe(seconds)
  })

  test.each<[object, number]>([
    [{}, 900],
    [{ duration_seconds: 86_400 }, 86_400],
  ])('of an agency with %j live %i seconds', async (more, seconds) => {
    expect(await lifeOf(ask(await stage({ as: 'agency' }), assume(more)))).toBe(seconds)
  })

  test('are good until their time and no longer', async () => {
    const { call, temporaryKey, pass } = await stage({ policies: full })
    const by = await temporaryKey()
    pass(900 * second - 1)
    expect(await call(listTags, { by })).toMatchObject({ status: 200 })
    pass(1)
    expect(await call(listTags, { by })).toMatchObject({ status: 401, code: 'APIGW.0301' })
    expect(await call(projects, { by })).toMatchObject({ status: 401, code: 'IAM.1108' })
    expect(
      await call({ operation: 'CreateTemporaryAccessKey', body: { auth: { identity: token() } } }, { by }),
    ).toMatchObject({ status: 401, body: { error_code: 'IAM.1108', error_msg: 'The securitytoken has expired.' } })
  })

  test.each(['token', 'assume_role'] as const)('make none by %s that outlive them', async (method) => {
    const staged = await stage({ as: 'agency' })
    const { body } = await ask(staged, token({ duration_seconds: 1000 }))
    const more = { duration_seconds: 86_400 }
    expect(await lifeOf(ask(staged, method === 'token' ? token(more) : assume(more), body.credential))).toBe(1000)
  })

  test('that are narrowed make none that are not', async () => {
    const { call, temporaryKey } = await stage({ policies: full })
    const narrow = await temporaryKey({ session: v1('Allow', ['dds:*:list*']) })
    const by = await temporaryKey({ by: narrow })
    expect(await call(listTags, { by })).toMatchObject({ status: 200 })
    expect(await call(remove, { by })).toMatchObject({ status: 403 })
  })

  test('that are narrowed are not narrowed again: one policy could take the place of the other', async () => {
    const staged = await stage({ policies: full })
    const by = await staged.temporaryKey({ session: v1('Allow', ['dds:*:list*']) })
    expect(await ask(staged, { ...token(), policy: v1('Allow', ['dds:*:*']) }, by)).toMatchObject({
      status: 403,
      body: { error_code: 'IAM.0002', error_msg: expect.any(String) },
    })
  })

  test('do nothing more once their user is disabled', async () => {
    const { call, store, temporaryKey } = await stage({ policies: full })
    const by = await temporaryKey()
    const principal = { ...holder, kind: 'user', name: user.name } as const
    await store.changeIdentities({ kind: 'enable-principal', principal, enabled: false })
    expect(await call(listTags, { by })).toMatchObject({ status: 401, code: 'APIGW.0301' })
  })

  test('may less at once when a policy goes', async () => {
    const { call, store, temporaryKey } = await stage({ policies: full, as: 'agency' })
    const by = await temporaryKey()
    expect(await call(listTags, { by })).toMatchObject({ status: 200 })
    await store.changeIdentities({
      kind: 'detach-policy',
      holder: { ...holder, kind: 'role', name: agency.name },
      policy: 'DDS FullAccess',
    })
    expect(await call(listTags, { by })).toMatchObject({ status: 403 })
  })

  test('of a user act in his name', async () => {
    const { call, store, temporaryKey } = await stage({ policies: full })
    await call(add(prod), { by: await temporaryKey() })
    const [change] = await store.readChanges(project.id, 0, 10)
    expect(change?.actor).toBe(`iam::${domain.id}:user:${user.name}`)
  })

  test('of an agency act in the name of its session', async () => {
    const staged = await stage({ policies: full, as: 'agency' })
    const { body } = await ask(staged, assume({ session_user: { name: 'night shift' } }))
    const reply = await staged.call(add(prod), { by: body.credential })
    const actor = `sts::${domain.id}:assumed-agency:${agency.name}/night shift`
    expect(reply).toMatchObject({ status: 200, actor })
    expect((await staged.store.readChanges(project.id, 0, 10))[0]?.actor).toBe(actor)
  })

  test('tell the administrator in a denial which session was denied, and by its policy', async () => {
    const { call, access, temporaryKey } = await stage({ policies: full, as: 'agency' })
    const by = await temporaryKey({ session: v5('Deny', ['dds:*:*'], { Sid: 'Frozen' }) })
    const { body } = await call(takeEnv, { by })
    expect(JSON.parse(access.openDiagnosis(body.encoded_authorization_message))).toMatchObject({
      facts: { principalUrn: `sts::${domain.id}:assumed-agency:${agency.name}/${user.name}` },
      decision: { effect: 'deny', layer: 'session', deniedBy: [{ policy: 'session policy', sid: 'Frozen' }] },
    })
  })
})

describe('an agency', () => {
  test('is not assumed by who has no policy for it, and the denial names the permission', async () => {
    const staged = await stage({ policies: full })
    expect(await ask(staged, assume())).toMatchObject({
      status: 403,
      body: {
        error_code: 'IAM.0003',
        error_msg: "Policy doesn't allow iam:agencies:assume to be performed.",
        encoded_authorization_message: expect.any(String),
      },
    })
  })

  test.each<[string, object | string]>([
    ['the role Agent Operator', 'Agent Operator'],
    ['iam:agencies:assume', v5('Allow', ['iam:agencies:assume'])],
    ['iam:tokens:assume of version 1.1', v1('Allow', ['iam:tokens:assume'])],
    [
      'a policy about this agency',
      v5('Allow', ['iam:agencies:assume'], { Resource: [`iam::${domain.id}:agency:${agency.name}`] }),
    ],
    [
      'a policy of version 1.1 about this agency',
      v1('Allow', ['iam:agencies:assume'], { Resource: [`iam:*:*:agency:${agency.name}`] }),
    ],
  ])('is assumed by who has %s', async (_, policy) => {
    expect(await ask(await stage({ policies: [policy] }), assume())).toMatchObject({ status: 201 })
  })

  test.each<[string, object]>([
    ['about another agency', v5('Allow', ['iam:agencies:assume'], { Resource: ['iam:*:*:agency:other'] })],
    ['of another domain', v5('Allow', ['iam:agencies:assume'], { Resource: [`iam::${'f'.repeat(32)}:agency:*`] })],
  ])('is not assumed by who has a policy %s', async (_, policy) => {
    expect(await ask(await stage({ policies: [policy] }), assume())).toMatchObject({ status: 403, code: 'IAM.0003' })
  })

  test('is assumed by an administrator without a policy', async () => {
    expect(await ask(await stage({ as: 'administrator' }), assume())).toMatchObject({ status: 201 })
  })

  test('is not assumed with a key whose policy leaves that out', async () => {
    const staged = await stage({ as: 'administrator' })
    const by = await staged.temporaryKey({ session: v1('Allow', ['dds:*:*']) })
    expect(await ask(staged, assume(), by)).toMatchObject({ status: 403, code: 'IAM.0003' })
  })

  test('is not assumed when it is disabled, and answers as if it were not there', async () => {
    const staged = await stage({ as: 'agency' })
    const principal = { ...holder, kind: 'role', name: agency.name } as const
    await staged.store.changeIdentities({ kind: 'enable-principal', principal, enabled: false })
    const [disabled, missing] = [await ask(staged, assume()), await ask(staged, assume({ agency_name: 'none' }))]
    expect([disabled.code, disabled.body]).toEqual(['IAM.0002', missing.body])
  })

  test('without a policy for it, nobody is told whether it is there', async () => {
    const staged = await stage()
    const replies = [assume(), assume({ agency_name: 'none' }), assume({ domain_name: 'nowhere' })]
    for (const identity of replies) expect(await ask(staged, identity)).toMatchObject({ code: 'IAM.0003' })
  })

  test('assumes no agency itself', async () => {
    const staged = await stage({ policies: ['FullAccess'], as: 'agency' })
    expect(await ask(staged, assume(), await staged.temporaryKey())).toMatchObject({ status: 403, code: 'IAM.0002' })
  })

  test('makes keys of its own session, in the same name', async () => {
    const staged = await stage({ policies: full, as: 'agency' })
    const { body } = await ask(staged, token(), await staged.temporaryKey())
    expect(await staged.call(listTags, { by: body.credential })).toMatchObject({
      status: 200,
      actor: `sts::${domain.id}:assumed-agency:${agency.name}/${user.name}`,
    })
  })
})

describe('a body', () => {
  const of = (identity: object) => ({ auth: { identity } })

  test.each<[string, unknown, string]>([
    ['no auth', {}, "'auth' is a required property."],
    ['no identity', { auth: {} }, "'identity' is a required property."],
    ['no methods', of({}), "'methods' is a required property."],
    ['no agency', of({ methods: ['assume_role'] }), "'assume_role' is a required property."],
    ['no name', of(assume({ agency_name: undefined })), "'agency_name' is a required property."],
    ['no domain', of(assume({ domain_name: undefined })), "'domain_id' is a required property."],
    ['an unknown method', of({ methods: ['password'] }), 'Request parameter methods is invalid.'],
    ['two methods', of({ methods: ['token', 'token'] }), 'Request parameter methods is invalid.'],
    ['899 seconds', of(token({ duration_seconds: 899 })), 'Request parameter duration_seconds is invalid.'],
    ['86401 seconds', of(assume({ duration_seconds: 86_401 })), 'Request parameter duration_seconds is invalid.'],
    ['half a second', of(token({ duration_seconds: 900.5 })), 'Request parameter duration_seconds is invalid.'],
    ['a session of 33 letters', of(assume({ session_user: { name: 'x'.repeat(33) } })), 'session_user.name is invalid'],
    ['a session with a slash', of(assume({ session_user: { name: 'a/b' } })), 'session_user.name is invalid'],
    [
      'a session that begins with a digit',
      of(assume({ session_user: { name: '1a' } })),
      'session_user.name is invalid',
    ],
    [
      'a policy that is a text',
      of({ ...token(), policy: '{}' }),
      'Request parameter policy is invalid: Write the policy',
    ],
    ['a policy without a version', of({ ...token(), policy: {} }), 'Request parameter policy.Version is invalid: Set'],
    [
      'a policy with a fault',
      of({ ...token(), policy: v1('Allow', ['dds:list']) }),
      'Request parameter policy.Statement.0.Action.0 is invalid: Write an action as',
    ],
    [
      'a policy with a member __proto__',
      of({ ...token(), policy: JSON.parse('{"Version":"1.1","Statement":[],"__proto__":{}}') }),
      'Request parameter policy.__proto__ is invalid: Remove "__proto__"',
    ],
    ['an identity that is a text', { auth: { identity: 'token' } }, 'The request body is invalid.'],
    ['an agency that is a number', of(assume({ agency_name: 7 })), 'The request body is invalid.'],
  ])('with %s is refused', async (_, body, message) => {
    const { call } = await stage({ as: 'administrator' })
    const reply = await call({ operation: 'CreateTemporaryAccessKey', body: body as object })
    expect(reply).toMatchObject({ status: 400, body: { error_msg: expect.stringContaining(message) } })
    expect(reply.body.error_code).toMatch(/^IAM\.00(07|11|72)$/)
  })
})
