import { expect, test } from 'vitest'
import type { WantedTags } from '../../fleet-rules.ts'
import { type TagSteps, tagsAfter } from './tags-after.ts'

const tags = [
  { key: 'env', value: 'prod' },
  { key: 'Env', value: 'test' },
  { key: '__proto__', value: 'x' },
]

function wanted(steps: Partial<TagSteps>) {
  const found = tagsAfter(tags, { unset: [], replace: [], set: [], ...steps })
  return 'code' in found ? found.code : inShort(found.wanted)
}

function asked(steps: Partial<TagSteps>) {
  const found = tagsAfter(tags, { unset: [], replace: [], set: [], ...steps })
  return 'code' in found ? found.code : inShort(found.asked)
}

function inShort({ set, unset }: WantedTags) {
  return [set.map(({ key, value }) => `${key}=${value}`), unset]
}

test.each<[string, Partial<TagSteps>, unknown]>([
  ['nothing', {}, [[], []]],
  ['a new tag', { set: [{ key: 'a', value: '' }] }, [['a='], []]],
  ['another value', { set: [{ key: 'env', value: 'x' }] }, [['env=x'], []]],
  ['the value that is there', { set: [{ key: 'env', value: 'prod' }] }, [[], []]],
  ['the last of two values', { set: ['x', 'y'].map((value) => ({ key: 'a', value })) }, [['a=y'], []]],
  ['a key to remove', { unset: ['env'] }, [[], ['env']]],
  ['a key to remove that is not there', { unset: ['a'] }, [[], []]],
  ['__proto__ to remove', { unset: ['__proto__'] }, [[], ['__proto__']]],
  ['a key to remove and set again', { unset: ['env'], set: [{ key: 'env', value: 'x' }] }, [['env=x'], []]],
  ['a key to remove and set as it was', { unset: ['env'], set: [{ key: 'env', value: 'prod' }] }, [[], []]],
  ['a new name', { replace: [{ key: 'env', by: { key: 'stage' } }] }, [['stage=prod'], ['env']]],
  ['a new value', { replace: [{ key: 'env', by: { value: 'p' } }] }, [['env=p'], []]],
  ['a new value for another one', { replace: [{ key: 'env', value: 'dev', by: { value: 'p' } }] }, [[], []]],
  [
    'a new name and value',
    { replace: [{ key: 'env', value: 'prod', by: { key: 's', value: 'p' } }] },
    [['s=p'], ['env']],
  ],
  ['a new name for a key that is not there', { replace: [{ key: 'a', by: { key: 'b' } }] }, [[], []]],
  ['a name that is taken', { replace: [{ key: 'Env', by: { key: 'env' } }] }, 'AlreadyThere'],
  [
    'a name that is taken with the same value',
    { replace: [{ key: 'Env', by: { key: 'env', value: 'prod' } }] },
    [[], ['Env']],
  ],
  [
    'a name that becomes free before',
    { unset: ['env'], replace: [{ key: 'Env', by: { key: 'env' } }] },
    [['env=test'], ['Env']],
  ],
  [
    'two names by turns',
    {
      replace: [
        { key: 'env', by: { key: 'a' } },
        { key: 'a', by: { key: 'b' } },
      ],
    },
    [['b=prod'], ['env']],
  ],
])('%s comes to what differs', (_what, steps, expected) => {
  expect(wanted(steps)).toEqual(expected)
})

test.each<[string, Partial<TagSteps>, unknown]>([
  ['a tag that is there already', { set: [{ key: 'env', value: 'prod' }] }, [['env=prod'], []]],
  ['a key that is not there', { unset: ['a'] }, [[], ['a']]],
  ['a key to remove and set again', { unset: ['env'], set: [{ key: 'env', value: 'prod' }] }, [['env=prod'], []]],
  ['both sides of a new name', { replace: [{ key: 'env', by: { key: 'stage' } }] }, [['stage=prod'], ['env']]],
  ['nothing for what is not replaced', { replace: [{ key: 'env', value: 'dev', by: { value: 'p' } }] }, [[], []]],
])('permission is asked for %s', (_what, steps, expected) => {
  expect(asked(steps)).toEqual(expected)
})
