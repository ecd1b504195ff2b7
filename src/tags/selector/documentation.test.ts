import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { matches, type Selectable } from './matches.ts'
import { parseSelector } from './parse-selector.ts'
import { selectorLimits } from './selector.ts'

const document = readFileSync(new URL('../../../docs/search.md', import.meta.url), 'utf8')

/** The rows of the table whose heading begins with `heading`; code font is taken off. */
function tableOf(heading: string): readonly (readonly string[])[] {
  const lines = document.split('\n')
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} `))
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'))
  return lines.slice(start + 2, end).map((line) =>
    line
      .slice(2, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')),
  )
}

const fleet = tableOf('id').map(
  ([id = '', cloud = '', region = '', name = '', created = '', tags = '']): Selectable => {
    const pairs = tags.split(', ').filter((tag) => tag !== '')
    const asTag = (pair: string) => ({ key: pair.split('=')[0] ?? '', value: pair.split('=')[1] ?? '' })
    return { id, cloud, region, name, tenant: 't', createdAt: Date.parse(created), tags: pairs.map(asTag) }
  },
)

test.each(tableOf('Selector'))('%s finds %s', (text = '', found = '') => {
  const parsed = parseSelector(text)
  const holds = fleet.filter((one) => parsed.kind === 'selector' && matches(parsed.selector, one))
  expect(holds.map(({ id }) => id).join(', ')).toBe(found)
})

test.each(tableOf('Text'))('%s is refused at column %s', (text = '', column = '', message = '') => {
  expect(parseSelector(text)).toEqual({ kind: 'invalid-selector', column: Number(column), message })
})

test.each([
  ...['env = prod', 'env != prod', 'team in (core, data)', 'owner exists', 'owner missing', 'env ^= pr', 'env !^= pr'],
  ...['env *= ro', 'env !*= ro', 'env ~ "^(prod\\|pre)$"', '@tags >= 10', '@created < 2026-01-31'],
])('the language has %s', (text) => {
  expect(document).toContain(`\`${text}\``)
  expect(parseSelector(text.replace('\\|', '|'))).toMatchObject({ kind: 'selector' })
})

test('the limits are those of the parser', () => {
  expect(tableOf('What').map(([, limit]) => Number(limit))).toEqual([
    selectorLimits.lengthMax,
    selectorLimits.depthMax,
    selectorLimits.termsMax,
    selectorLimits.listMax,
    selectorLimits.patternsMax,
    selectorLimits.patternLengthMax,
  ])
})
