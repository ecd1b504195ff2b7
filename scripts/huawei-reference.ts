import type { Operation } from '../src/dialects/huawei/operation.ts'
import { operations } from '../src/dialects/huawei/operations.ts'
import type { ParameterKinds } from '../src/dialects/huawei/parameter-kind.ts'
import type { WireError } from '../src/dialects/huawei/wire-error.ts'
import { blocks, code, table } from './markdown.ts'
import { accessInWords, errorTable } from './reference-parts.ts'

const services = { dds: 'DDS', iam: 'IAM', 'iam-v3.0': 'IAM, its own API' } as const

/** What each operation of the Huawei dialect says of itself. */
export function huaweiReference(): string {
  const introduction = blocks(
    '# Reference: Huawei Cloud',
    'Written by `scripts/write-reference.ts` from the operations that the server runs. Do not edit.',
    'How calls are authenticated, and what is checked in which order: [huawei.md](../huawei.md).',
  )
  const sections = (Object.keys(services) as (keyof typeof services)[]).flatMap((service) => [
    `## ${services[service]}`,
    ...operations.filter((operation) => operation.service === service).map(describeOperation),
  ])
  return `${blocks(introduction, ...sections)}\n`
}

function describeOperation(operation: Operation): string {
  const { name, docs, method, path, anonymous, access, query, body = {}, errors } = operation
  return blocks(
    `### ${name}`,
    `${code(`${method} ${path}`)} · vendor's page “${docs}” · ${anonymous ? 'its body may show who calls; to assume an agency, ' : ''}${accessInWords(access)}`,
    table(['Parameter', 'In', 'Type', 'Required', 'Limits', 'Error'], [...rows('query', query), ...rows('body', body)]),
    errorTable(errors.map((error) => ({ ...error, code: codeOf(error) }))),
  )
}

function rows(place: string, kinds: ParameterKinds, prefix = ''): string[][] {
  return Object.entries(kinds).flatMap(([name, kind]) => {
    const path = `${prefix}${name}`
    const { type, required, limits, error, item, members } = kind
    const row = [code(path), place, type, required ? 'yes' : '', members ? '' : limits, code(codeOf(error))]
    return [row, ...rows(place, item?.members ?? members ?? {}, `${path}${item ? '[]' : ''}.`)]
  })
}

/** Errors in Keystone's shape carry their status as a number, and no code of their own. */
function codeOf({ producer, status, code }: WireError): string {
  return producer === 'keystone' ? String(status) : code
}
