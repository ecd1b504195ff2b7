import { type Mutation, mutationsAtEach, mutationsIn } from './mutation.ts'

const folder = 'src/store/sqlite'
const tests = [
  'src/store/sqlite/sqlite-store.test.ts',
  'src/store/sqlite/revisions.test.ts',
  'src/dialects/alibaba/isolation.test.ts',
  'src/dialects/huawei/isolation.test.ts',
]
const guards = ['src/dialects/alibaba/authorize.test.ts', ...tests]
const files = [
  'tags',
  'instances',
  'attached-tags',
  'instance-conditions',
  'tag-conditions',
  'change-log',
  'revisions',
  'history',
  'accounts',
  'principals',
]

/** What keeps tenants apart, and what is decided inside a transaction. */
export const store: readonly Mutation[] = [
  ...files.flatMap((name) =>
    mutationsAtEach(
      `${folder}/${name}.ts`,
      tests,
      /(\w+\.)?\b(tenant|account) = (\?|@tenant|@account)/g,
      ([filter]) => ({
        rule: `rows of another ${/account/.test(filter) ? 'account' : 'tenant'} are left out: ${filter}`,
        text: `(${filter} or true)`,
      }),
    ),
  ),
  ...mutationsIn(`${folder}/sqlite-store.ts`, guards, [
    ['a change of tags asks its guard', 'refuses ? instances.changeTags(change, refuses) : tags', 'tags'],
    [
      'the guard of a change is asked inside the transaction',
      'commits.submit(() => (refuses ? instances.changeTags(change, refuses) : tags.change(change)))',
      `(async () => {
        const met = change.instances.flatMap((id) => instances.find(change.tenant, id) ?? [])
        const reason = refuses?.(new Map(met.map((one) => [one.id, one])))
        return reason === undefined ? commits.submit(() => tags.change(change)) : { kind: 'refused', reason }
      })()`,
    ],
  ]),
  ...mutationsIn(`${folder}/instances.ts`, guards, [
    ['a guard is shown instances of the region only', 'if (instance?.region === region)', 'if (instance)'],
    [
      'what the guard of a change says counts',
      "if (reason !== undefined) return { kind: 'refused', reason }\n    return",
      'return',
    ],
  ]),
  ...mutationsIn(`${folder}/change-log.ts`, tests, [
    ['what a change has not seen refuses it', 'rows.length > 0 ?', 'rows.length < 0 ?'],
    ['a revision that is not there has been seen by nobody', 'revision < seen ||', ''],
  ]),
  ...mutationsAtEach(`${folder}/instances.ts`, guards, /const reason = refuses\?\.\(instance\)/g, ({ index }) => ({
    rule: `a deletion and an update ask their guards: at ${index}`,
    text: 'const reason: undefined = undefined',
  })),
]
