import { expect, test } from 'vitest'
import { type Completion, completeSelector } from './complete-selector.ts'

/** Completes `text` where it has `|`; keys as `KEY`, values as `VALUE of …`. */
function complete(text: string) {
  const cursor = text.indexOf('|')
  return completeSelector(text.replace('|', ''), cursor)
}

function choices({ words, key, subject }: Completion): string {
  const value = subject && ('tag' in subject ? [`VALUE of ${subject.tag}`] : [`VALUE of @${subject.attribute}`])
  return [...(key ? ['KEY'] : []), ...(value ?? []), ...words].join(' ')
}

const operators = '= != ^= !^= *= !*= ~ !~'
const attributes = '@cloud @tenant @region @id @name @created @tags'

test.each<[text: string, typed: string, expected: string]>([
  ['|', '', `KEY not ( ${attributes}`],
  ['en|', 'en', 'KEY'],
  ['no|', 'no', 'KEY not'],
  ['@|', '@', `KEY ${attributes}`],
  ['@t|', '@t', 'KEY @tenant @tags'],
  ['env |', '', `${operators} exists missing not in`],
  ['env e|', 'e', 'exists'],
  ['env not |', '', 'in'],
  ['env !|', '!', '!= !^= !*= !~'],
  ['env =|', '', 'VALUE of env'],
  ['env = p|', 'p', 'VALUE of env'],
  ['env = "p r|', 'p r', 'VALUE of env'],
  ['env = "a""b|', 'a"b', 'VALUE of env'],
  ['env = p|rod and x', 'p', 'VALUE of env'],
  ['env in (|', '', 'VALUE of env'],
  ['env in (a, |', '', 'VALUE of env'],
  ['env in (a |', '', ', )'],
  ['@region = c|', 'c', 'VALUE of @region'],
  ['@tags |', '', '= != < <= > >='],
  ['@created |', '', '< <= > >='],
  ['env = prod |', '', 'and or'],
  ['env = prod a|', 'a', 'and'],
  ['(env = prod |', '', 'and or )'],
  ['env = prod and |', '', `KEY not ( ${attributes}`],
  ['not |', '', `KEY not ( ${attributes}`],
  ['| and x', '', `KEY not ( ${attributes}`],
])('at %j stand, after %j, %s', (text, typed, expected) => {
  const completion = complete(text)
  expect(completion?.typed).toBe(typed)
  expect(completion && choices(completion)).toBe(expected)
})

test.each([['env = = |'], ['env prod and |'], ['env = "p" ! |'], [`${' '.repeat(5000)}|`]])('nothing at %j', (text) => {
  expect(complete(text)).toBeUndefined()
})

test.each<[text: string, replaced: string]>([
  ['env = p|rod and x', 'prod'],
  ['env = |prod', ''],
  ['e|nv = prod', 'env'],
  ['env = "a |b" and x', '"a b"'],
  ['env = "a |b', '"a '],
  ['env = |', ''],
])('a choice at %j takes the place of %j', (text, replaced) => {
  const { from = 0, to = 0 } = complete(text) ?? {}
  expect(text.replace('|', '').slice(from, to)).toBe(replaced)
})
