import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** Source texts by their path below `src`. */
type Sources = Readonly<Record<string, string>>

interface Import {
  readonly from: string
  /** A path below `src`, or the name of a package. */
  readonly to: string
  readonly typesOnly: boolean
}

const storeInterface = /^store\/[\w-]+\.ts$/

interface Room {
  readonly files: RegExp
  /** What they may import beside each other. */
  readonly mayImport: readonly RegExp[]
  /** Of what they may import nothing but types. */
  readonly typesOf?: readonly RegExp[]
}

const theDialect = /^dialects\/dialect\.ts$/
/** What dialects have in common, the interface `dialect.ts` among it. */
const amongDialects = /^dialects\/(?!registry\.)[\w-]+\.ts$/
const tags = /^tags\//
const audit = /^audit\//

/** ARCHITECTURE.md, "Rooms". */
const rooms: readonly Room[] = [
  { files: tags, mayImport: [] },
  { files: audit, mayImport: [] },
  { files: /^access\//, mayImport: [], typesOf: [storeInterface, tags] },
  { files: storeInterface, mayImport: [storeInterface, tags] },
  { files: /^store\/\w+\//, mayImport: [/^store\/sql\//, storeInterface, tags] },
  { files: amongDialects, mayImport: [amongDialects, /^access\//, tags], typesOf: [storeInterface] },
  { files: /^dialects\/registry\.ts$/, mayImport: [/^dialects\/(dialect|(\w+)\/\2)\.ts$/] },
  { files: /^dialects\/\w+\//, mayImport: [/^access\//, tags, amongDialects], typesOf: [storeInterface] },
  { files: /^server\//, mayImport: [theDialect, audit], typesOf: [storeInterface] },
  { files: /^cli\//, mayImport: [/./] },
]

/** Packages that one room hides from all others. */
const packages: Readonly<Record<string, RegExp>> = {
  re2js: /^tags\/selector\//,
  'better-sqlite3': /^store\/sqlite\//,
  pg: /^store\/postgres\//,
  fastify: /^server\//,
  'sonic-boom': /^server\//,
  'prom-client': /^server\//,
  yaml: /^server\//,
  commander: /^cli\//,
}

const vendor = /alibaba|aliyun|alicloud|apsara|kvstore|huawei|\bdds\b/i
const sql =
  /\b(select\b.+\bfrom|insert into|replace into|delete from|update \w+ set|create (unique )?(table|index))\b/is
const comment = String.raw`\/\*[\s\S]*?\*\/|\/\/[^\n]*`
const text = String.raw`'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\`(?:\\.|[^\`\\])*\``
const regularExpression = String.raw`(?<=[=(,:!?[]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*`
const token = new RegExp(`(?<comment>${comment})|(?<text>${text})|${regularExpression}`, 'g')

function withoutComments(source: string): string {
  return source.replace(token, (found, ...rest) => (rest.at(-1).comment === undefined ? found : ' '))
}

function textsIn(source: string): readonly string[] {
  return [...source.matchAll(token)].flatMap(({ groups }) => groups?.text ?? [])
}

function importsOf(from: string, source: string): readonly Import[] {
  const statement =
    /^\s*(?:import|export)\s(type\s)?[^'"]*?from\s*'([^']+)'|^\s*import\s*'([^']+)'|\bimport\('([^']+)'\)/gm
  return [...withoutComments(source).matchAll(statement)].map(([, type, named = '', bare = named, lazy = bare]) => ({
    from,
    to: lazy.startsWith('.') ? posix.join(posix.dirname(from), lazy) : lazy,
    typesOnly: type !== undefined,
  }))
}

function allImports(sources: Sources): readonly Import[] {
  return Object.entries(sources).flatMap(([path, source]) => importsOf(path, source))
}

function roomOf(path: string): Room | undefined {
  return rooms.find(({ files }) => files.test(path))
}

function forbidden({ from, to, typesOnly }: Import): string | undefined {
  if (!to.endsWith('.ts')) return packages[to]?.test(from) === false ? `${from} imports the package ${to}` : undefined
  const { files, mayImport = [], typesOf = [] } = roomOf(from) ?? {}
  const isSameFolder = files?.exec(from)?.[0] === files?.exec(to)?.[0]
  if (isSameFolder || mayImport.some((place) => place.test(to))) return undefined
  if (!typesOf.some((place) => place.test(to))) return `${from} imports ${to}`
  return typesOnly ? undefined : `${from} imports more than types of ${to}`
}

/** What `tags` may take from outside: patterns, which are as pure; nothing else, not even from Node. */
function impure({ from, to }: Import): string | undefined {
  return from.startsWith('tags/') && !to.startsWith('tags/') && to !== 're2js' ? `${from} imports ${to}` : undefined
}

function isDialectToDialect({ from, to }: Import): boolean {
  const dialectOf = (path: string) => /^dialects\/(\w+)\//.exec(path)?.[1]
  const [one, other] = [dialectOf(from), dialectOf(to)]
  return one !== undefined && other !== undefined && one !== other
}

function vendorNamed([path, source]: [string, string]): string | undefined {
  if (/^dialects\/(\w+\/|registry\.ts$)/.test(path)) return undefined
  const code = withoutComments(source)
  const named = vendor.exec(path.startsWith('cli/') ? code.replace(token, ' ') : code)
  return named ? `${path} names ${named[0]}` : undefined
}

function sqlOutside([path, source]: [string, string]): string | undefined {
  if (/^store\/(?!conformance)\w+\//.test(path) || path === 'rooms.test.ts') return undefined
  return textsIn(source).some((literal) => sql.test(literal)) ? `${path} holds SQL` : undefined
}

/** The ways on which a file imports itself in the end. Types may refer to each other: they are gone when it runs. */
function cycles(imports: readonly Import[]): readonly string[] {
  const next = Map.groupBy(imports, ({ from }) => from)
  const done = new Set<string>()
  const found: string[] = []
  const visit = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) found.push([...way.slice(way.indexOf(path)), path].join(' -> '))
    if (done.has(path)) return
    done.add(path)
    for (const { to } of next.get(path) ?? []) visit(to, [...way, path])
  }
  for (const path of next.keys()) visit(path, [])
  return found
}

function isTest(path: string): boolean {
  return /\.(test|fixture|conformance|reference-model)\.ts$/.test(path)
}

/** Every breach of the rooms in `sources`, in words. */
function breaches(sources: Sources): readonly string[] {
  const built = Object.fromEntries(Object.entries(sources).filter(([path]) => !isTest(path)))
  const imports = allImports(built)
  const among = allImports(sources).filter(isDialectToDialect)
  const told = [
    ...imports.flatMap((one) => impure(one) ?? forbidden(one) ?? []),
    ...among.map(({ from, to }) => `${from} imports ${to}`),
    ...Object.entries(built).flatMap((one) => vendorNamed(one) ?? []),
    ...Object.entries(sources).flatMap((one) => sqlOutside(one) ?? []),
    ...cycles(imports.filter(({ typesOnly }) => !typesOnly)),
  ]
  return [...new Set(told)]
}

function sourcesBelow(folder: URL): Sources {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
  const below = (path: string) => [path, readFileSync(`${fileURLToPath(folder)}/${path}`, 'utf8')]
  return Object.fromEntries(paths.map(below))
}

test('every source keeps to its room', () => {
  const sources = sourcesBelow(new URL('.', import.meta.url))
  expect(allImports(sources).length).toBeGreaterThan(200)
  expect(breaches(sources)).toEqual([])
})

test('every source is in a room', () => {
  const sources = sourcesBelow(new URL('.', import.meta.url))
  expect(Object.keys(sources).filter((path) => !isTest(path) && !roomOf(path))).toEqual([])
})

test.each<[path: string, source: string, breach: string]>([
  ['tags/a.ts', "import type { Store } from '../store/store.ts'", 'tags/a.ts imports store/store.ts'],
  ['tags/a.ts', "import { hash } from 'node:crypto'", 'tags/a.ts imports node:crypto'],
  ['tags/a.ts', "import { RE2JS } from 're2js'", 'tags/a.ts imports the package re2js'],
  ['access/a.ts', "import { isTag } from '../tags/tag.ts'", 'access/a.ts imports more than types of tags/tag.ts'],
  ['access/a.ts', "import { b } from '../store/sqlite/b.ts'", 'access/a.ts imports store/sqlite/b.ts'],
  ['store/a.ts', "import { b } from './sqlite/b.ts'", 'store/a.ts imports store/sqlite/b.ts'],
  ['store/postgres/a.ts', "import { b } from '../sqlite/b.ts'", 'store/postgres/a.ts imports store/sqlite/b.ts'],
  ['dialects/x/a.ts', "export { b } from '../y/b.ts'", 'dialects/x/a.ts imports dialects/y/b.ts'],
  ['dialects/x/a.test.ts', "import { b } from '../y/b.ts'", 'dialects/x/a.test.ts imports dialects/y/b.ts'],
  [
    'dialects/x/a.ts',
    "import { b } from '../../store/store.ts'",
    'dialects/x/a.ts imports more than types of store/store.ts',
  ],
  ['dialects/x/a.ts', "import { b } from '../registry.ts'", 'dialects/x/a.ts imports dialects/registry.ts'],
  ['dialects/x/a.ts', "const b = await import('../../server/b.ts')", 'dialects/x/a.ts imports server/b.ts'],
  ['dialects/a.ts', "import { b } from './x/b.ts'", 'dialects/a.ts imports dialects/x/b.ts'],
  ['dialects/a.ts', "import { b } from './registry.ts'", 'dialects/a.ts imports dialects/registry.ts'],
  ['dialects/a.ts', "const realm = 'huawei'", 'dialects/a.ts names huawei'],
  ['audit/a.ts', "import type { Store } from '../store/store.ts'", 'audit/a.ts imports store/store.ts'],
  ['server/a.ts', "import { b } from '../store/b.ts'", 'server/a.ts imports more than types of store/b.ts'],
  ['server/a.ts', "import { b } from '../dialects/b.ts'", 'server/a.ts imports dialects/b.ts'],
  ['dialects/registry.ts', "import { b } from './x/b.ts'", 'dialects/registry.ts imports dialects/x/b.ts'],
  ['server/a.ts', "import { b } from '../dialects/x/x.ts'", 'server/a.ts imports dialects/x/x.ts'],
  ['server/a.ts', "import type { Tag } from '../tags/b.ts'", 'server/a.ts imports tags/b.ts'],
  ['server/a.ts', "import '../cli/b.ts'", 'server/a.ts imports cli/b.ts'],
  ['server/a.ts', "import {\n  b,\n} from '../store/sqlite/b.ts'", 'server/a.ts imports store/sqlite/b.ts'],
  ['server/a.ts', "import Sqlite from 'better-sqlite3'", 'server/a.ts imports the package better-sqlite3'],
  ['server/a.ts', "const realm = 'huawei'", 'server/a.ts names huawei'],
  ['store/a.ts', 'const aliyunRegion = 1', 'store/a.ts names aliyun'],
  ['cli/a.ts', 'const ddsUrl = alibaba', 'cli/a.ts names alibaba'],
  ['server/a.ts', "db.exec('delete from tag')", 'server/a.ts holds SQL'],
  ['access/a.ts', 'const q = `select *\n from tag`', 'access/a.ts holds SQL'],
  ['access/a.ts', "import { a } from './a.ts'", 'access/a.ts -> access/a.ts'],
])('a breach is found: in %s, %s', (path, source, breach) => {
  expect(breaches({ [path]: `// a comment with 'one quote\n${source}\n` })).toContain(breach)
})

test('a cycle of several files is found', () => {
  const sources = {
    'access/a.ts': "import { b } from './b.ts'",
    'access/b.ts': "import { c } from './c.ts'",
    'access/c.ts': "import { a } from './a.ts'",
  }
  expect(breaches(sources)).toEqual(['access/a.ts -> access/b.ts -> access/c.ts -> access/a.ts'])
})

test.each<[path: string, source: string]>([
  ['access/a.ts', "import type { Store } from '../store/store.ts'\nimport { b } from './b.ts'"],
  ['dialects/x/a.ts', "import type { Store } from '../../store/store.ts'\nimport { b } from '../../tags/b.ts'"],
  ['dialects/x/a.ts', "import { b } from '../b.ts'"],
  ['dialects/x/deep/a.ts', "import { b } from '../b.ts'\nconst name = 'huawei'"],
  ['access/a.ts', "import type { A } from './a.ts'"],
  ['access/a.test.ts', "const action = 'kvstore:UntagResources'"],
  ['cli/a.ts', "console.log('for Huawei Cloud DDS')"],
  ['server/a.ts', '/** Huawei Cloud says: delete from the list. */\nconst a = 1 // import { b } from "../cli/b.ts"'],
  ['store/sqlite/a.ts', "db.exec('delete from tag')"],
])('no breach is found: in %s, %s', (path, source) => {
  expect(breaches({ [path]: source })).toEqual([])
})
