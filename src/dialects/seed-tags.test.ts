import { expect, test } from 'vitest'
import { seedTags, tagProblems } from './seed-tags.ts'

const rules = { keyLengthMax: 3, valueLengthMax: 3, tagsPerInstanceMax: 9, keyPattern: /^[a-z]*$/, valuePattern: /^/ }

test('a mapping is read as tags, in its order, whatever its keys are called', () => {
  expect(seedTags.parse(JSON.parse('{"b":"2","a":"1","__proto__":"x","constructor":"y"}'))).toEqual([
    { key: 'b', value: '2' },
    { key: 'a', value: '1' },
    { key: '__proto__', value: 'x' },
    { key: 'constructor', value: 'y' },
  ])
})

test('no mapping is no tags', () => expect(seedTags.parse(undefined)).toEqual([]))

test.each([
  ['a list', ['a'], ': Write the tags as "key: value"'],
  ['a text', 'a', ': Write the tags as "key: value"'],
  ['nothing', null, ': Write the tags as "key: value"'],
  ['a number', { a: 1 }, 'a: Quote the value, so that YAML reads it as text'],
  ['a boolean', { a: true }, 'a: Quote the value, so that YAML reads it as text'],
])('%s is refused', (_what, value, problem) => {
  const issues = seedTags.safeParse(value).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  expect(issues).toEqual([problem])
})

test.each([
  ['1', 'x', 'at.tags.1: Choose another tag key than "1"'],
  ['abcd', 'x', 'at.tags.abcd: Choose another tag key than "abcd"'],
  ['a', 'xxxx', 'at.tags.a: Choose another tag value than "xxxx"'],
])('the tag %s: %s breaks the rules', (key, value, problem) => {
  const found = tagProblems([{ key, value }], rules, 1, ['at'])
  expect(found.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([problem])
})

test('one tag more than an instance may carry is a problem of them all', () => {
  const tags = ['a', 'b'].map((key) => ({ key, value: '' }))
  expect(tagProblems(tags, rules, 2, ['at'])).toEqual([])
  expect(tagProblems(tags, rules, 1, ['at'])).toEqual([{ path: ['at', 'tags'], message: 'Give at most 1 tags, not 2' }])
})
