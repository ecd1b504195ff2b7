import { expect, test } from 'vitest'
import { operations } from './native/operations.ts'
import { dialectModules } from './registry.ts'

test('no operation of our own has the name of a vendor’s: the change log keeps names alone', () => {
  const theirs = dialectModules.flatMap(({ fleet }) => fleet.operations.map(({ name }) => name))
  expect(theirs.length).toBeGreaterThan(20)
  expect(operations.map(({ name }) => name).filter((name) => theirs.includes(name))).toEqual([])
})

test('no parameter of a path is taken for an operation: each path is another', () => {
  const shapes = operations.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`)
  expect(new Set(shapes).size).toBe(shapes.length)
})
