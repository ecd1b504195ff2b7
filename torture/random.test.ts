import { expect, test } from 'vitest'
import { Random } from './random.ts'

test('the same seed gives the same numbers, another one others', () => {
  const draw = (seed: number) => {
    const random = new Random(seed)
    return Array.from({ length: 20 }, () => random.between(0, 1000))
  }
  expect(draw(7)).toEqual(draw(7))
  expect(draw(7)).not.toEqual(draw(8))
})

test('numbers lie between the bounds, both included', () => {
  const random = new Random(1)
  const drawn = new Set(Array.from({ length: 200 }, () => random.between(3, 5)))
  expect(drawn).toEqual(new Set([3, 4, 5]))
})
