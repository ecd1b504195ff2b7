import { expect, test } from 'vitest'
import { completeSelector } from '../../../src/tags/selector/complete-selector.ts'
import { insert } from './suggestion.ts'

test.each([
  ['|', 'env', 'env |'],
  ['en|', 'env', 'env |'],
  ['env = pr| and x exists', 'prod', 'env = prod |and x exists'],
  ['env = "p r|', '"p rod"', 'env = "p rod" |'],
  ['team in |', '(', 'team in (|'],
])('in %j, choosing %j gives %j', (marked, written, result) => {
  const cursor = marked.indexOf('|')
  const text = marked.replace('|', '')
  const completion = completeSelector(text, cursor) ?? { from: cursor, to: cursor }
  const inserted = insert(text, completion, { written, kind: 'word' })
  expect(`${inserted.text.slice(0, inserted.cursor)}|${inserted.text.slice(inserted.cursor)}`).toBe(result)
})
