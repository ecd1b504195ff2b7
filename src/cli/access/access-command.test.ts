import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessTo, scratchFolder } from './access-commands.fixture.ts'

const scratch = scratchFolder()
afterAll(() => scratch[Symbol.dispose]())

const access = accessTo(scratch.path('data'))
const account = '1234567890123456'
const domain = '0123456789abcdef0123456789abcdef'
const arn = (resource: string) => `acs:ram::${account}:${resource}`

/** Two accounts of the same name, in a folder that no server has opened yet. */
beforeAll(async () => {
  await access.done(`create account acme --cloud alibaba --id ${account}`)
  await access.done(`create account acme --cloud huawei --id ${domain} --project cn-north-4`)
})

describe('the data folder', () => {
  test('is made by the command that makes an account, for its owner alone', () => {
    expect(statSync(access.data).mode & 0o777).toBe(0o700)
    expect(statSync(join(access.data, 'tagplane.db')).mode & 0o077).toBe(0)
  })

  test('is not made by a command that makes no account', async () => {
    const nowhere = accessTo(scratch.path('nowhere'))
    const missing = `There is no ${join(nowhere.data, 'tagplane.db')}; choose another --data`
    expect(await nowhere.refusal('list')).toBe(missing)
    expect(await nowhere.refusal('create user ops')).toBe(missing)
    expect(existsSync(nowhere.data)).toBe(false)
  })
})

describe('accounts and projects', () => {
  test.each([
    ['create account acme --cloud alibaba', `There is an account acme already: ${account}`],
    [`create account other --cloud alibaba --id ${account}`, `There is an account with the id ${account} already`],
    ['create account other', 'Say of which cloud: --cloud alibaba or --cloud huawei'],
    ['create account other --cloud alibaba --project cn-north-4', 'An account has no projects'],
    ['create account other --cloud alibaba --id x', 'Write 1 to 31 digits'],
    ['create account other --cloud huawei --id x', 'Write 32 hexadecimal digits in lower case'],
    ['create project p --cloud alibaba', 'Accounts of alibaba have no projects'],
    ['create project cn-north-4 --cloud huawei', 'There is a project cn-north-4 in acme already'],
    ['create project ? --cloud huawei', /^name: Name a project after its region/],
    ['create project cn-east-3 --cloud huawei --set maxTags=20', /maxTags/],
    ['create project cn-east-3 --cloud huawei --set maxTagsPerInstance', /^Cannot read --set "maxTagsPerInstance"; /],
  ])('%s is refused', async (command, why) => {
    expect(await access.refusal(command)).toMatch(why)
  })

  test('a project is made with its settings', async () => {
    const made = await access.json('create project cn-east-3_wide --cloud huawei --set maxTagsPerInstance=20')
    expect(made).toEqual({
      cloud: 'huawei',
      account: domain,
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      name: 'cn-east-3_wide',
    })
    expect(await access.done('list --cloud huawei')).toContain('cn-north-4')
  })
})

describe('users, groups and roles', () => {
  beforeAll(async () => {
    await access.done('create user ops --cloud alibaba')
    await access.done('create user ops --cloud huawei --no-password')
    await access.done('create group testers --cloud alibaba')
  })

  test('what is new is told with its name in full, and what to do next on stderr', async () => {
    const { stdout, stderr } = await access.run('create user ann --cloud alibaba')
    expect(stdout).toBe('Created user/ann of acme\n')
    expect(stderr).toBe(
      `Next: tagplane access attach --to ${arn('user/ann')} POLICY\nFor programs: tagplane access create key --for ${arn('user/ann')}\n`,
    )
  })

  test.each([
    ['create user ops --cloud alibaba', 'There is a user/ops of acme already'],
    ['create user o/p --cloud alibaba', 'Write 1 to 64 letters, digits, ".", "_" or "-"'],
    ['create user root2 --cloud alibaba --administrator', /by the policy AdministratorAccess$/],
    ['create user x --cloud alibaba --password-stdin', 'Users of alibaba have no password here; they sign with keys'],
    ['create group testers --cloud alibaba', 'There is a group/testers of acme already'],
    ['create group a/b --cloud alibaba', 'Write 1 to 64 letters, digits, ".", "_" or "-"'],
    ['create role r --cloud alibaba --trust nobody', 'There is no account "nobody", and no file of that name'],
    ['create role r --cloud alibaba --trust acme --session-max 60', 'Write 3600 to 43200 seconds'],
    ['create agency a --cloud huawei --trust nobody', 'There is no domain "nobody"'],
    [
      'create user twice --account acme',
      /^Say in which account:\n {2}--cloud alibaba --account \d+ {3}acme\n {2}--cloud huawei/,
    ],
    ['create user x --account nobody', 'There is no account "nobody"; "tagplane access list" shows all'],
  ])('%s is refused', async (command, why) => {
    expect(await access.refusal(command)).toMatch(why)
  })

  test('a role trusts an account, a user, or whom its file says', async () => {
    const trusted = async (who: string, name: string) =>
      (await access.json(`create role ${name} --cloud alibaba --trust ${who}`)).trust.Statement[0].Principal.RAM
    expect(await trusted('acme', 'by-name')).toEqual([arn('root')])
    expect(await trusted(arn('user/ops'), 'by-user')).toEqual([arn('user/ops')])
    const statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: [arn('user/ann')] } }
    const file = scratch.file('trust.json', JSON.stringify({ Version: '1', Statement: [statement] }))
    expect(await trusted(file, 'by-file')).toEqual([arn('user/ann')])
  })

  test('a trust policy that the vendor would refuse is told with its line', async () => {
    const file = scratch.file(
      'bad-trust.yaml',
      'Version: "1"',
      'Statement:',
      '  - Effect: Allow',
      '    Action: sts:AssumeRole',
    )
    expect(await access.refusal(`create role bad --cloud alibaba --trust ${file}`)).toBe(
      `${file}:3: Statement.0.Principal: Write Principal as an object`,
    )
  })

  test('an agency trusts a domain, and goes by the vendor’s word', async () => {
    expect(await access.json('create agency backup --cloud huawei --trust acme')).toMatchObject({
      kind: 'agency',
      fullName: `iam::${domain}:agency:backup`,
      trust: { trust_domain_id: domain, trust_domain_name: 'acme' },
    })
  })

  test('membership is told, ended, and not ended twice', async () => {
    expect(await access.done('join testers ops --cloud alibaba')).toBe(
      'user/ops of acme is now a member of group/testers\n',
    )
    expect(await access.done(`join ${arn('group/testers')} ops`)).toContain('is a member already of group/testers')
    expect(await access.json('show testers')).toMatchObject({ members: ['user/ops'] })
    expect(await access.done('leave testers ops')).toBe('user/ops of acme is no longer a member of group/testers\n')
    expect(await access.refusal('leave testers ops')).toBe('user/ops of acme is no member of group/testers')
    expect(await access.refusal('join ann ops')).toBe('user/ann of acme is no group')
    expect(await access.refusal('join testers by-name')).toMatch(/is no user; only users are members of groups$/)
  })
})

describe('whom a person means', () => {
  test.each(['user/ann', 'ann', arn('user/ann')])('%s', async (text) => {
    expect(await access.json(`show ${text}`)).toMatchObject({ fullName: arn('user/ann') })
  })

  test.each(['root', account, arn('root')])('the account itself: %s', async (text) => {
    expect(await access.json(`show ${text}`)).toMatchObject({ kind: 'root', administrator: true })
  })

  test('of several, they are named', async () => {
    expect(await access.refusal('show ops')).toBe(
      [
        '"ops" may be any of these; name one in full, or give --cloud or --account',
        `  ${arn('user/ops')}   user/ops of acme, alibaba`,
        `  iam::${domain}:user:ops   user/ops of acme, huawei`,
      ].join('\n'),
    )
  })

  test('a slip is told', async () => {
    expect(await access.refusal('show user/anne')).toBe(
      'Nobody is called "user/anne"; did you mean user/ann? "tagplane access list" shows all',
    )
  })

  test('somebody who is not there', async () => {
    expect(await access.refusal(`show ${arn('user/zoe')}`)).toContain('Nobody is called')
  })
})

describe('passwords', () => {
  test('one that is made up is shown once, and nowhere else', async () => {
    const { password } = await access.json('create user admin --administrator --cloud huawei')
    expect(password).toHaveLength(24)
    const told = [
      await access.done('list'),
      await access.done('show user/admin'),
      await access.done('show admin --json'),
    ]
    for (const text of told) expect(text).not.toContain(password)
    expect(told[1]).toMatch(/^Password +set$/m)
  })

  test('one of a person’s own comes on stdin, and is not shown', async () => {
    const { stdout, stderr } = await access.run('create user eva --cloud huawei --password-stdin', 'Eva-Passw0rd\n')
    expect(stdout + stderr).not.toContain('Eva-Passw0rd')
    expect(await access.json('rotate password eva --password-stdin', 'Another-Passw0rd')).not.toHaveProperty('password')
  })

  test('a short one is refused', async () => {
    expect(await access.refusal('create user x --cloud huawei --password-stdin', 'short')).toBe(
      'Choose a password of 8 to 128 characters',
    )
  })

  test('who has none cannot have a new one', async () => {
    expect(await access.refusal('rotate password user/ann')).toBe('user/ann of acme has no password')
  })
})

describe('access keys', () => {
  test('two for a user and five for an account, each shown once', async () => {
    for (const [whose, count] of [
      ['user/ann', 2],
      ['root', 5],
    ] as const) {
      const keys = []
      for (let made = 0; made < count; made++) keys.push(await access.json(`create key --for ${whose}`))
      for (const key of keys) expect(key.id).toMatch(/^LTAI5t[A-Za-z0-9]{18}$/)
      const why = await access.refusal(`create key --for ${whose}`)
      expect(why).toContain(`${whose} of acme has ${count} access keys and may have no more: `)
      expect(why).toMatch(/delete one first: tagplane access delete key ID$/)
      for (const { id, secret } of keys) {
        expect(await access.done(`show ${id}`)).not.toContain(secret)
        expect(await access.done(`delete key ${id}`)).toBe(`Deleted access key ${id} of ${whose} of acme\n`)
      }
    }
  })

  test('of the other cloud, in its own form', async () => {
    expect(await access.json('create key --for admin')).toMatchObject({ id: expect.stringMatching(/^[0-9A-Z]{20}$/) })
  })

  test.each([
    ['create key --for by-name', 'role/by-name of acme has no keys: every role is assumed'],
    ['create key --for testers', 'group/testers of acme has no keys; its members have'],
    ['delete key LTAI5tnobody', 'There is no access key "LTAI5tnobody"; "tagplane access list" shows all'],
    ['disable key', 'Say which key: tagplane access disable key ID'],
    ['disable user/ann user/ops', 'Give one at a time: tagplane access disable user/ann'],
    ['disable root', 'root of acme is the account itself; disable or enable its keys'],
    ['disable testers', 'group/testers of acme is a group; disable or enable its members'],
    ['delete root', 'root of acme is the account itself and may do everything; that cannot be changed'],
  ])('%s is refused', async (command, why) => {
    expect(await access.refusal(command)).toBe(`${why}`)
  })

  test('a key is rotated: the old one stays good unless told otherwise', async () => {
    const { id: old } = await access.json('create key --for user/ann')
    const { stdout, stderr } = await access.run(`rotate key ${old}`)
    expect(stdout).toMatch(
      new RegExp(`^Created an access key of user/ann of acme in the place of ${old}\\n\\nAccess key +LTAI5t`),
    )
    expect(stderr).toContain(`then: tagplane access disable key ${old}\n`)
    expect(await access.done('show ann')).toMatch(new RegExp(`^${old} +active`, 'm'))
    await access.done(`delete key ${old}`)
    const [{ id }] = (await access.json('show ann')).keys
    await access.done(`rotate key ${id} --disable-old`)
    expect(await access.done('show ann')).toMatch(new RegExp(`^${id} +inactive`, 'm'))
    expect(await access.done(`enable key ${id}`)).toBe(`Enabled access key ${id} of user/ann of acme\n`)
  })
})

describe('policies', () => {
  const good = JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: 'kvstore:*', Resource: '*' }] })

  test('a system policy, a file, and stdin', async () => {
    const file = scratch.file('all-redis.json', good)
    expect(await access.done('attach --to user/ann ReadOnlyAccess')).toBe(
      'Attached policy ReadOnlyAccess of user/ann of acme\n',
    )
    expect(await access.done(`attach --to user/ann ${file}`)).toBe('Attached policy all-redis of user/ann of acme\n')
    expect(await access.done(`attach --to user/ann ${file}`)).toBe('Replaced policy all-redis of user/ann of acme\n')
    expect(await access.done('attach --to user/ann --name piped -', good)).toBe(
      'Attached policy piped of user/ann of acme\n',
    )
    const { policies } = await access.json('show ann')
    expect(policies).toEqual([
      { name: 'ReadOnlyAccess', document: null },
      { name: 'all-redis', document: JSON.parse(good) },
      { name: 'piped', document: JSON.parse(good) },
    ])
    expect(await access.done('detach --from user/ann piped')).toBe('Detached policy piped of user/ann of acme\n')
    expect(await access.refusal('detach --from user/ann piped')).toBe(
      'user/ann of acme has no policy "piped" of its own; it has ReadOnlyAccess, all-redis',
    )
  })

  test('a document that the vendor would refuse is told with file, line and place, and not attached', async () => {
    const file = scratch.file(
      'bad.json',
      '{',
      '\t"Version": "1",',
      '\t"Statement": [{',
      '\t\t"Effect": "Allow",',
      '\t\t"NotResource": "*",',
      '\t\t"Action": "kvstore"',
      '\t}]',
      '}',
    )
    expect(await access.refusal(`attach --to testers ${file}`)).toBe(
      [
        `${file}:5: Statement.0.NotResource: Remove "NotResource": a statement of version 1 has Effect, Action, NotAction, Resource and Condition`,
        `${file}:6: Statement.0.Action: Write an action as "kvstore:UntagResources" or "*" instead of "kvstore"`,
        `${file}:3: Statement.0: Add Resource to the statement`,
      ].join('\n'),
    )
    expect(await access.json('show testers')).toMatchObject({ policies: [] })
  })

  test.each([
    ['attach --to testers -', 'Say what the policy on stdin is called: --name NAME'],
    ['attach --to testers --name a/b -', /^Cannot call a policy "a\/b"; give --name with 1 to 128 letters/],
    ['attach --to testers --name ReadOnlyAccess -', 'ReadOnlyAccess is a system policy; give another --name'],
    [
      'attach --to testers --name mine ReadOnlyAccess',
      'ReadOnlyAccess is a system policy and keeps its name; leave --name out',
    ],
    [
      'attach --to testers ReadOnlyAcess',
      'There is no file "ReadOnlyAcess"; did you mean the system policy "ReadOnlyAccess"?',
    ],
    [
      'attach --to testers nothing',
      /^There is no file "nothing", and no system policy; those are AdministratorAccess, /,
    ],
    ['attach --to testers --name x -', 'stdin:1: Write the policy as an object'],
    ['attach --to root ReadOnlyAccess', /^root of acme is the account itself/],
    ['attach ReadOnlyAccess', /^error: required option '--to <principal>' not specified/],
  ])('%s is refused', async (command, why) => {
    expect(await access.refusal(command, '"text"')).toMatch(why)
  })

  test('an administrator is told that a policy changes nothing for him', async () => {
    const { stderr } = await access.run('attach --to user/admin FullAccess')
    expect(stderr).toContain('he may do everything, whatever it says')
  })
})

test('what goes with somebody who is deleted is named', async () => {
  await access.done('create user bob --cloud alibaba')
  await access.done('join testers bob')
  await access.done('attach --to bob ReadOnlyAccess')
  const { id } = await access.json('create key --for bob')
  expect(await access.done('delete bob')).toBe(
    [
      'Deleted user/bob of acme, and with it',
      `  keys: ${id}`,
      '  policies: ReadOnlyAccess',
      '  groups: testers',
      '',
    ].join('\n'),
  )
  expect(await access.refusal('show bob')).toContain('Nobody is called "bob"')
  expect(await access.refusal(`show ${id}`)).toContain(`Nobody is called "${id}"`)
})

test('who is disabled is shown so, and so are his keys', async () => {
  await access.done('create user dan --cloud alibaba')
  const { id } = await access.json('create key --for dan')
  expect(await access.done('disable dan')).toBe('Disabled user/dan of acme\n')
  expect(await access.done('show dan')).toMatch(/^State +disabled$/m)
  expect(await access.done('list')).toMatch(new RegExp(`^${id} +user/dan +alibaba +acme +holder disabled +\\d+s$`, 'm'))
  expect(await access.run('explain --as dan --action DescribeTags')).toMatchObject({
    status: 3,
    stdout: expect.stringContaining('Denied: user/dan of acme is disabled: nothing that he shows lets him in\n'),
  })
  expect(await access.done('enable dan')).toBe('Enabled user/dan of acme\n')
})

test('a list is aligned, without colours where it is no terminal', async () => {
  const [accounts = '', principals = '', keys = ''] = (await access.done('list')).split('\n\n')
  for (const table of [accounts, principals, keys]) {
    const [head = '', ...rows] = table.trimEnd().split('\n')
    const column = head.indexOf('CLOUD')
    for (const row of rows) expect(row.slice(column)).toMatch(/^(alibaba|huawei)\b/)
  }
})
