import { expect, test } from 'vitest'
import { eachOf, repeats } from './seed-repeats.ts'

test('what comes again is a problem where it comes again', () => {
  const keys = [{ id: 'a' }, { id: 'b' }, { id: 'a' }, { id: 'a' }]
  expect(repeats('access key', eachOf(['users', 0, 'accessKeys'], keys, 'id'))).toEqual([
    { path: ['users', 0, 'accessKeys', 2, 'id'], message: 'Give access key "a" only once' },
    { path: ['users', 0, 'accessKeys', 3, 'id'], message: 'Give access key "a" only once' },
  ])
})
