import type { Operation } from '../src/dialects/alibaba/operation.ts'
import type { ParameterKind } from '../src/dialects/alibaba/parameter-kind.ts'
import { type Product, products } from '../src/dialects/alibaba/products.ts'
import { blocks, code, table } from './markdown.ts'

/** What each operation of the Alibaba dialect says of itself. */
export function alibabaReference(): string {
  const introduction = blocks(
    '# Reference: Alibaba Cloud',
    'Written by `scripts/write-reference.ts` from the operations that the server runs. Do not edit.',
    'How requests are signed, and what is checked in which order: [alibaba.md](../alibaba.md).',
  )
  return `${blocks(introduction, ...[...products.values()].flatMap(describeProduct))}\n`
}

function describeProduct({ code: name, version, operations }: Product): string[] {
  return [`## ${name} ${version}`, ...[...operations.values()].map(describeOperation)]
}

function describeOperation({ name, docs, access, parameters, errors }: Operation): string {
  const kinds = Object.entries<ParameterKind<unknown>>(parameters)
  return blocks(
    `### ${name}`,
    `[Vendor's page](${docs}) · action ${code(access.action)} (${access.level}) on ${code(access.resource)}`,
    table(
      ['Parameter', 'Type', 'Required', 'Limits'],
      kinds.map(([parameter, kind]) => [code(parameter), kind.type, kind.required ? 'yes' : '', limitsOf(kind)]),
    ),
    table(
      ['Status', 'Code', 'Message'],
      errors.map(({ status, code: name, message }) => [String(status), code(name), message]),
    ),
  )
}

function limitsOf({ values, countMax, min, max }: ParameterKind<unknown>): string {
  const limits: string[] = []
  if (values) limits.push(values.map(code).join(', '))
  if (countMax !== undefined) limits.push(`at most ${countMax}`)
  if (min !== undefined && max !== undefined) limits.push(`${min} to ${max}`)
  return limits.join('; ')
}
