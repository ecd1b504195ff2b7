import type { Refusal } from '../src/dialects/huawei/errors.ts'
import type { Fields } from '../src/dialects/huawei/field.ts'
import type { Operation } from '../src/dialects/huawei/operation.ts'
import { operations } from '../src/dialects/huawei/operations.ts'
import { blocks, code, table } from './markdown.ts'

const services = { dds: 'DDS', iam: 'IAM' } as const

/** What each operation of the Huawei dialect says of itself. */
export function huaweiReference(): string {
  const introduction = blocks(
    '# Reference: Huawei Cloud',
    'Written by `scripts/write-reference.ts` from the operations that the server runs. Do not edit.',
    'How calls are authenticated, and what is checked in which order: [huawei.md](../huawei.md).',
  )
  const sections = (['dds', 'iam'] as const).flatMap((service) => [
    `## ${services[service]}`,
    ...operations.filter((operation) => operation.service === service).map(describeOperation),
  ])
  return `${blocks(introduction, ...sections)}\n`
}

function describeOperation({ name, docs, method, path, query, body, errors, ...operation }: Operation): string {
  return blocks(
    `### ${name}`,
    `${code(`${method} ${path}`)} · vendor's page “${docs}” · ${describeAccess(operation)}`,
    table(
      ['Parameter', 'In', 'Type', 'Mandatory', 'Limits', 'Error'],
      [...rows('query', query), ...rows('body', body ?? {})],
    ),
    table(['Status', 'Code', 'Message'], errors.map(describeRefusal)),
  )
}

function describeAccess({ access, anonymous }: Pick<Operation, 'access' | 'anonymous'>): string {
  if (anonymous) return 'needs no credential'
  return access.action === undefined ? 'needs no permission' : `action ${code(access.action)} (${access.level})`
}

function rows(place: string, fields: Fields, prefix = ''): string[][] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const path = `${prefix}${name}`
    const { type, mandatory, limits, refusal, item, fields: members } = field
    const row = [code(path), place, type, mandatory ? 'yes' : '', members ? '' : limits, codeOf(refusal)]
    return [row, ...rows(place, item?.fields ?? members ?? {}, `${path}${item ? '[]' : ''}.`)]
  })
}

function describeRefusal(refusal: Refusal): string[] {
  return [String(refusal.status), codeOf(refusal), refusal.message]
}

/** Errors in Keystone's shape carry their status as a number, and no code of their own. */
function codeOf({ producer, status, code: name }: Refusal): string {
  return code(producer === 'keystone' ? String(status) : name)
}
