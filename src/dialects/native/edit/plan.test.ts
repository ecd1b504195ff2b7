import { expect, test } from 'vitest'
import type { TaggedInstance } from '../../../store/instance.ts'
import { errors } from '../errors.ts'
import type { Reach } from '../reach.ts'
import { planOf } from './plan.ts'

/** A tenant where all is allowed, and instances of it with ten tags each. */
const tenant = { id: 't' }
const fleet = {
  tagRules: { keyLengthMax: 9, valueLengthMax: 9, keyPattern: /^/, valuePattern: /^/ },
  tagsPerInstanceMax: () => 99,
}
const permissions = { denialOfChange: () => undefined }
const reach = { tenant, permissions, caller: { cloud: { name: 'one', fleet } } } as unknown as Reach
const keys = Array.from({ length: 10 }, (_, index) => `k${index}`)
const tags = keys.map((key) => ({ key, value: 'v' }))
const instancesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ tenant: 't', id: `${index}`, tags }) as unknown as TaggedInstance)
const plan = (count: number, steps: object) =>
  planOf(
    { tenants: [{ reach, revision: 1, instances: instancesOf(count) }], omitted: [] },
    {
      set: [],
      unset: [],
      replace: [],
      ...steps,
    },
  )

test('an edit of more tags than an undo takes back is refused', () => {
  expect(plan(2001, { unset: keys })).toBe(errors.tooManyTags)
  expect(plan(1000, { unset: keys, set: [...keys, 'new'].map((key) => ({ key: `${key}+`, value: 'v' })) })).toBe(
    errors.tooManyTags,
  )
})

test('an edit of as many tags is let through, and what it leaves as it is does not count', () => {
  expect(plan(2000, { unset: keys })).toMatchObject([{ unchanged: 0 }])
  expect(plan(2001, { set: tags })).toMatchObject([{ unchanged: 2001 }])
})
