import type { Operation } from '../src/dialects/alibaba/operation.ts'
import { operations } from '../src/dialects/alibaba/operations.ts'
import { errorsOf } from '../src/dialects/alibaba/parameter-kind.ts'
import { type Product, rKvstore, sts } from '../src/dialects/alibaba/products.ts'
import { blocks, code, table } from './markdown.ts'
import { accessInWords, errorTable } from './reference-parts.ts'

/** What each operation of the Alibaba dialect says of itself. */
export function alibabaReference(): string {
  const introduction = blocks(
    '# Reference: Alibaba Cloud',
    'Written by `scripts/write-reference.ts` from the operations that the server runs. Do not edit.',
    'How requests are signed, and what is checked in which order: [alibaba.md](../alibaba.md).',
  )
  return `${blocks(introduction, ...[rKvstore, sts].flatMap(describeProduct))}\n`
}

function describeProduct(product: Product): string[] {
  const own = operations.filter((operation) => operation.product === product)
  return [`## ${product.code} ${product.version}`, ...own.map(describeOperation)]
}

function describeOperation({ name, docs, access, parameters, errors }: Operation): string {
  return blocks(
    `### ${name}`,
    `[Vendor's page](${docs}) · ${accessInWords(access)}`,
    table(
      ['Parameter', 'Type', 'Required', 'Limits', 'Error'],
      Object.entries(parameters).map(([parameter, kind]) => [
        code(parameter),
        kind.type,
        kind.required ? 'yes' : '',
        kind.limits,
        errorsOf(kind, parameter)
          .map((error) => code(error.code))
          .join(', '),
      ]),
    ),
    errorTable(errors),
  )
}
