import { expect, test } from 'vitest'
import { groupChanges } from './group-changes.ts'

function change(requestId: string, key: string, actor = 'a') {
  const at = '2026-01-01T00:00:00.000Z'
  return {
    requestId,
    key,
    cloud: 'c',
    tenant: 't',
    revision: 1,
    region: 'r',
    instance: 'i',
    actor,
    operation: 'o',
    at,
  }
}

test('what one request changed is together, in order', () => {
  const groups = groupChanges([change('2', 'a'), change('2', 'b'), change('1', 'a')])
  expect(groups.map(({ requestId, changes }) => [requestId, changes.map(({ key }) => key)])).toEqual([
    ['2', ['a', 'b']],
    ['1', ['a']],
  ])
})

test('a request that two principals made names both', () => {
  expect(groupChanges([change('1', 'a', 'root'), change('1', 'b', 'admin')]).map(({ actors }) => actors)).toEqual([
    ['root', 'admin'],
  ])
})
