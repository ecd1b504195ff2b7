import type { MarkdownDocument } from './markdown.ts'

/** A policy of the documentation, and what it says that it allows. */
export interface PolicyExample {
  readonly cloud: 'Alibaba Cloud' | 'Huawei Cloud'
  readonly name: string
  readonly policy: object
  readonly rows: readonly ExampleRow[]
}

/** A row of the table below a policy. */
export interface ExampleRow {
  /** `TagResources owner=ann` */
  readonly call: string
  readonly place: Place
  readonly allowed: boolean
}

/** What a call is made on: instances, or a region, or nothing in particular. */
export interface Place {
  readonly instances: readonly ExampleInstance[]
  readonly region?: string
}

export interface ExampleInstance {
  readonly tags: Readonly<Record<string, string>>
  /** Absent where it is the usual one. */
  readonly region?: string
}

const section = /^#### (Alibaba Cloud|Huawei Cloud): ([^\n]+)\n.*?```json\n(.*?)```\n+((?:\|[^\n]*\n)+)/gms

/** The policies of a page: a heading with the cloud's name, the JSON, and a table of calls. */
export function policyExamplesOf({ text }: MarkdownDocument): readonly PolicyExample[] {
  return Array.from(text.matchAll(section), ([, cloud, name = '', json = '', table = '']) => ({
    cloud: cloud as PolicyExample['cloud'],
    name,
    policy: JSON.parse(json),
    rows: table.trim().split('\n').slice(2).map(readRow),
  }))
}

function readRow(line: string): ExampleRow {
  const [call = '', on = '', allowed = ''] = line
    .split('|')
    .slice(1)
    .map((cell) => cell.trim().replaceAll('`', ''))
  if (allowed !== 'yes' && allowed !== 'no') throw new Error(`Say yes or no in "${line}"`)
  return { call, place: readPlace(on), allowed: allowed === 'yes' }
}

/** `env=test and no tags`, `env=test in cn-shanghai`, `cn-hangzhou`, `every region` */
function readPlace(on: string): Place {
  if (on === 'every region') return { instances: [] }
  if (!on.includes('=') && !on.startsWith('no tags')) return { instances: [], region: on }
  return { instances: on.split(' and ').map(readInstance) }
}

function readInstance(text: string): ExampleInstance {
  const [tags = '', region] = text.split(' in ')
  return { tags: tags === 'no tags' ? {} : tagsIn([tags]), ...(region !== undefined && { region }) }
}

/** Those of the words that are tags: `owner=ann`. */
export function tagsIn(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    words.filter((word) => word.includes('=')).map((word) => word.split('=') as [string, string]),
  )
}
