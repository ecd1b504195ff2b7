import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { DialectModule } from '../dialects/dialect.ts'
import type { StoreContents } from '../store/store.ts'
import { readSeedFile, SeedFileError } from './seed-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'tagplane-seed-'))
const path = join(folder, 'fleet.yaml')
afterAll(() => rmSync(folder, { recursive: true }))

const nothing: StoreContents = {
  accounts: [],
  tenants: [],
  principals: [],
  groups: [],
  passwords: [],
  accessKeys: [],
  instances: [],
}
const user = z.strictObject({
  name: z.string(),
  age: z.number().optional(),
  mail: z.strictObject({ at: z.string() }).optional(),
})
const seedSchema = z.strictObject({ users: z.array(user) })
type Section = z.infer<typeof seedSchema>

/** A dialect that knows users; its own rule is that no two have the same name. */
function aModule(name: string): DialectModule<Section> {
  return {
    name,
    seedSchema,
    create: () => expect.unreachable(),
    seedProblems: ({ users }) =>
      users.flatMap((user, index) =>
        users.findIndex((one) => one.name === user.name) < index
          ? [{ path: ['users', index, 'name'], message: `the name "${user.name}" is taken` }]
          : [],
      ),
    seedContents: async ({ users }) => ({
      ...nothing,
      accounts: users.map((user) => ({ realm: name, id: user.name, name: user.name })),
    }),
    introduce: ({ users }, { origin }) => [`${name} at ${origin}: ${users.length}`],
    identities: {} as DialectModule['identities'],
    fleet: {} as DialectModule['fleet'],
    explorer: {} as DialectModule['explorer'],
  }
}

const modules = [aModule('north'), aModule('south')] as unknown as readonly DialectModule[]

function read(...lines: readonly string[]) {
  writeFileSync(path, lines.join('\n'))
  return readSeedFile(path, modules)
}

/** The problems found in the lines given, without the path of the file. */
async function problems(...lines: readonly string[]): Promise<readonly string[]> {
  try {
    await read(...lines).parse()
  } catch (error) {
    expect(error).toBeInstanceOf(SeedFileError)
    return (error as Error).message.split('\n').map((line) => line.replace(`${path}:`, ''))
  }
  return []
}

test('every section that is there goes into the contents', async () => {
  const seed = await read(
    'north:',
    '  users: [{ name: ada }]',
    'south:',
    '  users: [{ name: bob }, { name: eve }]',
  ).parse()
  const secrets = { sealSecret: () => new Uint8Array(), hashPassword: async () => '' }
  const { accounts } = await seed.contents(secrets, 0)
  expect(accounts.map(({ realm, id }) => `${realm} ${id}`)).toEqual(['north ada', 'south bob', 'south eve'])
  expect(seed.introduce(new URL('http://127.0.0.1:7070'))).toEqual([
    'north at http://127.0.0.1:7070: 1',
    'south at http://127.0.0.1:7070: 2',
  ])
})

test('a file is recognised by its bytes', () => {
  const text = 'north: { users: [] }'
  expect(read(text).digest).toBe(createHash('sha256').update(text).digest('hex'))
  expect(read(`${text} # a comment`).digest).not.toBe(read(text).digest)
})

test.each<[what: string, lines: readonly string[], problems: readonly string[]]>([
  [
    'an unknown section',
    ['north: { users: [] }', '', 'east: 1'],
    ['3: east: unknown section; expected north or south'],
  ],
  ['an unknown section that goes on below', ['east:', '  a: 1'], ['1: east: unknown section; expected north or south']],
  [
    'an unknown member',
    ['north:', '  users:', '    - name: ada', '      nam: x'],
    ['4: north.users.0.nam: unknown member'],
  ],
  [
    'two unknown members',
    ['north:', '  users: []', '  a: 1', '  b: 2'],
    ['3: north.a: unknown member', '4: north.b: unknown member'],
  ],
  [
    'an unknown member that goes on below',
    ['north:', '  users: []', '  more:', '', '    - a'],
    ['3: north.more: unknown member'],
  ],
  ['a prototype key', ['north:', '  users: []', '  __proto__: 1'], ['3: north.__proto__: unknown member']],
  [
    'a prototype key as a section',
    ['north: { users: [] }', '__proto__: {}'],
    ['2: __proto__: unknown section; expected north or south'],
  ],
  [
    'a rule of the dialect',
    ['north:', '  users:', '    - { name: ada }', '    - { name: ada }'],
    ['4: north.users.1.name: the name "ada" is taken'],
  ],
  ['nothing', [''], ['1: expected a section north or south']],
  ['a list', ['- north'], ['1: expected a section north or south']],
  ['a word', ['north'], ['1: expected a section north or south']],
])('%s is told with its line', async (_what, lines, expected) => {
  expect(await problems(...lines)).toEqual(expected)
})

test.each<[what: string, lines: readonly string[], place: string]>([
  ['a wrong type', ['north:', '  users:', '    - name: 7'], '3: north.users.0.name: '],
  [
    'a wrong type that goes on below',
    ['north:', '  users:', '    - name:', '        first: ada'],
    '3: north.users.0.name: ',
  ],
  ['no value', ['north:', '  users:', '', 'south: { users: [] }'], '2: north.users: '],
  ['a section of the wrong type', ['south: { users: [] }', 'north: 7'], '2: north: '],
  ['a section without a value', ['south: { users: [] }', 'north:', '# the end'], '2: north: '],
  ['a missing member', ['north:', '  users:', '    - name: ada', '    - age: 7'], '4: north.users.1.name: '],
  [
    'a missing member further in',
    ['north:', '  users:', '    - name: ada', '      mail: {}'],
    '4: north.users.0.mail.at: ',
  ],
  ['a key given twice', ['north:', '  users: []', '  users: []'], '3: '],
  ['a section given twice', ['north: { users: [] }', 'north: { users: [] }'], '2: '],
  ['a quote that is not closed', ['north:', '  users: [{ name: "ada }]'], '2: '],
  ['a list that is not closed', ['north:', '  users: [', 'south: { users: [] }'], '3: '],
  ['a tab for indentation', ['north:', '\tusers: []'], '2: '],
  ['a second document', ['north: { users: [] }', '---', 'south: { users: [] }'], '2: '],
  ['an alias of nothing', ['north:', '  users:', '    - *ada'], '3: '],
  ['a tag that makes no text of a key', ['north:', '  users: []', '  ? [a]', '  : 1'], '3: '],
])('%s is told with its line', async (_what, lines, place) => {
  const [first, ...more] = await problems(...lines)
  expect(first?.slice(0, place.length)).toBe(place)
  expect(first?.length).toBeGreaterThan(place.length)
  for (const line of more) expect(line).toMatch(/^\d+: ./)
})

test('every problem is told, twenty at most', async () => {
  const users = Array.from({ length: 30 }, (_, index) => `    - name: ${index}`)
  const told = await problems('north:', '  users:', ...users)
  expect(told.slice(0, 2).map((line) => line.split(':', 1)[0])).toEqual(['3', '4'])
  expect(told).toHaveLength(21)
  expect(told.at(-1)).toBe('… and 10 more')
})

test('aliases are written out', async () => {
  expect(await problems('north:', '  users: &all [{ name: ada }]', 'south:', '  users: *all')).toEqual([])
})

test('aliases that multiply are refused', async () => {
  const lines = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
  for (const [one, other] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh']) {
    lines.push(`${other}: &${other} [*${one}, *${one}, *${one}, *${one}, *${one}, *${one}, *${one}, *${one}]`)
  }
  expect(await problems(...lines)).toEqual(['1: too many aliases'])
})

test.each([
  ['that is missing', join(folder, 'missing.yaml')],
  ['that is a folder', folder],
])('a file %s is told by its path', (_what, missing) => {
  expect(() => readSeedFile(missing, modules)).toThrow(new RegExp(`^Cannot read the seed file ${missing}: E`))
})
