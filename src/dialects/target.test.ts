import { expect, test } from 'vitest'
import { parseTarget } from './target.ts'

test('segments and query are decoded, a slash at the end is ignored', () => {
  expect(parseTarget('/v3/a%20b/tags/?x=%E4%B8%AD+y&z&=w&')).toEqual({
    path: '/v3/a%20b/tags/',
    segments: ['v3', 'a b', 'tags'],
    query: [
      ['x', '中 y'],
      ['z', ''],
      ['', 'w'],
    ],
  })
})

test('an encoded slash does not part segments', () => {
  expect(parseTarget('/v3/a%2Fb')?.segments).toEqual(['v3', 'a/b'])
})

test.each(['/v3/%', '/v3/%zz', '/v3/%ff', '/v3?a=%', '/v3?a=%C0%AF', '/v3?%ED%A0%80=1'])(
  '%s is malformed',
  (target) => {
    expect(parseTarget(target)).toBeUndefined()
  },
)
