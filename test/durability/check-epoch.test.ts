import { expect, test } from 'vitest'
import { checkEpoch } from './check-epoch.ts'
import { type Attempt, type Disk, emptyState, type LogRow, type State } from './history.ts'

const tag = { client: 1, tenant: 't', instances: ['i', 'j'], change: { set: { k: 'v', l: 'w' } } }
const untag = { client: 1, tenant: 't', instances: ['i', 'j'], change: { unset: ['k', 'l'] } }

const attached = [
  ['i', 'k', null, 'v'],
  ['i', 'l', null, 'w'],
  ['j', 'k', null, 'v'],
  ['j', 'l', null, 'w'],
] as const
const removed = attached.map(([instance, key, , value]) => [instance, key, value, null] as const)

function rows(
  revision: number,
  requestId: string,
  changes: readonly (readonly [string, string, string | null, string | null])[],
): LogRow[] {
  return changes.map(([instance, key, before, after]) => ({
    tenant: 't',
    revision,
    instance,
    key,
    before,
    after,
    requestId,
  }))
}

/** A disk whose tags and revision are what its log leads to. */
function diskWith(log: readonly LogRow[], { tags: before, revisions }: State = emptyState): Disk {
  const tags = new Map(
    Array.from(before).flatMap(([id, own]) => Array.from(own, ([key, value]) => [`${id} ${key}`, value])),
  )
  for (const { instance, key, after } of log) {
    if (after === null) tags.delete(`${instance} ${key}`)
    else tags.set(`${instance} ${key}`, after)
  }
  return {
    revisions: new Map([['t', log.at(-1)?.revision ?? revisions.get('t') ?? 0]]),
    log,
    tags: Array.from(tags, ([name, value]) => {
      const [instance = '', key = ''] = name.split(' ')
      return { instance, key, value }
    }),
  }
}

function violations(attempts: readonly Attempt[], disk: Disk, before: State = emptyState): readonly string[] {
  return checkEpoch(before, attempts, disk).violations
}

const acknowledged = { ...tag, acknowledged: 'r1' }
const unanswered = { ...tag, acknowledged: undefined }
const whole = rows(1, 'r1', attached)

test('an acknowledged change that is there is right', () => {
  expect(violations([acknowledged], diskWith(whole))).toEqual([])
})

test('a change that was acknowledged under an id that nobody knows must be there', () => {
  expect(violations([{ ...tag, acknowledged: true }], diskWith(whole))).toEqual([])
  expect(violations([{ ...tag, acknowledged: true }], diskWith([]))).toEqual(['t: acknowledged change true is lost'])
})

test('an unanswered change may be there as a whole or not at all', () => {
  expect(violations([unanswered], diskWith(whole))).toEqual([])
  expect(violations([unanswered], diskWith([]))).toEqual([])
})

test('the state after one epoch is where the next begins', () => {
  const { after } = checkEpoch(emptyState, [acknowledged], diskWith(whole))
  const second = rows(2, 'r2', removed)
  expect(violations([{ ...untag, acknowledged: 'r2' }], diskWith(second, after), after)).toEqual([])
})

test('a lost acknowledged change is reported', () => {
  expect(violations([acknowledged], diskWith([]))).toEqual(['t: acknowledged change r1 is lost'])
})

test('a half-applied acknowledged change is reported', () => {
  expect(violations([acknowledged], diskWith(whole.slice(1)))).toEqual(['t: revision 1 is not the whole of r1'])
})

test('a half-applied unanswered change is reported', () => {
  expect(violations([unanswered], diskWith(whole.slice(1)))).toEqual(['t: revision 1 (r1) is the whole of no attempt'])
})

test('a change that nobody made is reported', () => {
  expect(violations([], diskWith(whole))).toEqual(['t: revision 1 (r1) is the whole of no attempt'])
})

test('a change applied twice is reported', () => {
  const again = rows(2, 'r1', [['i', 'k', 'v', 'x']])
  expect(violations([acknowledged], diskWith([...whole, ...again]))).toEqual([
    't: revision 2 (r1) is the whole of no attempt',
  ])
})

test('a gap in the revisions is reported', () => {
  const log = [...whole, ...rows(3, 'r2', removed)]
  expect(violations([acknowledged, { ...untag, acknowledged: 'r2' }], diskWith(log))).toEqual([
    't: revision 3 stands where 2 belongs',
  ])
})

test('a tenant that is ahead of its log is reported', () => {
  expect(violations([acknowledged], { ...diskWith(whole), revisions: new Map([['t', 2]]) })).toEqual([
    't: is at revision 2, its log at 1',
  ])
})

test('a stored tag that the log does not lead to is reported', () => {
  const { tags, ...disk } = diskWith(whole)
  expect(violations([acknowledged], { ...disk, tags: [...tags, { instance: 'i', key: 'm', value: 'x' }] })).toEqual([
    'i m=x is stored, but the log does not lead to it',
  ])
})

test('a tag that the log leads to and that is not stored is reported', () => {
  const { tags, ...disk } = diskWith(whole)
  expect(violations([acknowledged], { ...disk, tags: tags.slice(1) })).toEqual([
    'The log leads to i k=v, which is not stored',
  ])
})

test('a row that does not say what was there before is reported', () => {
  const log = [...whole.slice(1), ...rows(1, 'r1', [['i', 'k', 'other', 'v']])]
  expect(violations([acknowledged], diskWith(log))).toContain('t: revision 1 says that i had k=other, not undefined')
})

test('changes of one client in another order than it made them are reported', () => {
  const log = [
    ...rows(1, 'r2', attached),
    ...rows(
      2,
      'r1',
      attached.map(([instance, key, , value]) => [instance, key, value, 'z']),
    ),
  ]
  const earlier = { ...tag, change: { set: { k: 'z', l: 'z' } }, acknowledged: 'r1' }
  expect(violations([earlier, { ...tag, acknowledged: 'r2' }], diskWith(log))).toEqual([
    't: revision 2 is of an attempt that client 1 made earlier',
  ])
})

test('of two unanswered changes of one client that are alike, the one that was made later may be there', () => {
  const before = { ...untag, acknowledged: undefined }
  const log = [...whole, ...rows(2, 'r2', removed)]
  expect(violations([before, acknowledged, { ...untag, acknowledged: undefined }], diskWith(log))).toEqual([])
})
