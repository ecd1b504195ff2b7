import { expect, test } from 'vitest'
import { closestText } from './closest-text.ts'

const candidates = ['kvstore:TagResources', 'kvstore:UntagResources', 'user/ann', 'user/anna']

test.each([
  ['kvstore:UntagResource', 'kvstore:UntagResources'],
  ['KVSTORE:tagresources', 'kvstore:TagResources'],
  ['user/anne', 'user/ann'],
  ['usre/anna', 'user/anna'],
  ['kvstore:Nothing', undefined],
  ['a', undefined],
  ['', undefined],
])('%s is a slip of %s', (text, expected) => {
  expect(closestText(text, candidates)).toBe(expected)
})

test('of nothing, nothing is a slip', () => {
  expect(closestText('text', [])).toBeUndefined()
})
