import assert from 'node:assert/strict'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { operations } from './operations.ts'
import {
  documentOf,
  isAllowedNaively,
  type PlainCondition,
  type PlainRequest,
  type PlainStatement,
} from './policy/naive-decision.fixture.ts'
import { openTenants, tenants } from './tenants.fixture.ts'

const { domain, instance } = tenants
const owned = `cn-north-4:${domain}`

/** A call, and the tags that it names. */
interface PlainCall {
  readonly operation: string
  readonly body?: object
  readonly attached?: Readonly<Record<string, string>>
  readonly keys?: readonly string[]
}

const tagAction = (action: string, tags: readonly object[]) => ({ operation: 'BatchTagAction', body: { action, tags } })

const calls: readonly PlainCall[] = [
  { ...tagAction('create', [{ key: 'env', value: 'test' }]), attached: { env: 'test' }, keys: ['env'] },
  { ...tagAction('delete', [{ key: 'env' }, { key: 'owner' }]), keys: ['env', 'owner'] },
  { operation: 'ListInstanceTags' },
  { operation: 'ListProjectTags' },
  { operation: 'ListInstances' },
  { operation: 'UpdateInstanceName', body: { new_instance_name: 'renamed' } },
  { operation: 'UpdateInstanceRemark', body: { remark: 'soon' } },
  { operation: 'DeleteInstance' },
]

const call = fc.constantFrom(...calls)
const tags = fc.constantFrom<Readonly<Record<string, string>>>({}, { env: 'test' }, { env: 'prod', owner: 'ann' })
const lists = (...texts: readonly string[]) => fc.uniqueArray(fc.constantFrom(...texts), { minLength: 1, maxLength: 2 })

function conditions(...keys: readonly string[]): fc.Arbitrary<PlainCondition[]> {
  const compared = fc.record({
    operator: fc.constantFrom(
      'StringEquals',
      'StringNotEquals',
      'StringMatch',
      'StringNotMatch',
      'StringEqualsIfExists',
      'ForAllValues:StringEquals',
      'ForAllValues:StringNotEquals',
      'ForAnyValue:StringEquals',
      'ForAnyValue:StringNotMatch',
    ),
    key: fc.constantFrom(...keys),
    values: lists('test', 'prod', 'env', 'ops', 'o*', '0'),
  })
  const missing = fc.record({
    operator: fc.constant('Null'),
    key: fc.constantFrom(...keys),
    values: lists('true', 'false'),
  })
  const condition = fc.oneof({ weight: 5, arbitrary: compared }, { weight: 1, arbitrary: missing })
  return fc.uniqueArray(condition, { maxLength: 2, selector: ({ operator, key }) => `${operator} ${key}` })
}

const effect = fc.constantFrom('Allow', 'Allow', 'Deny')
const seldom = fc.constantFrom(false, false, false, true)
const statement11: fc.Arbitrary<PlainStatement> = fc.record({
  version: fc.constant('1.1'),
  effect,
  actions: lists('dds:*:*', 'dds:instance:modify', 'DDS:instance:*', 'dds:*:list*', 'nosql:*:*'),
  actionsInverted: seldom,
  resources: fc.oneof(fc.constant([]), lists('*', 'dds:*:*:instancename:dds-*', 'dds:*:*:instancename:tmp')),
  resourcesInverted: fc.constant(false),
  conditions: conditions('g:UserName', 'g:ProjectName'),
})
const statement50: fc.Arbitrary<PlainStatement> = fc.record({
  version: fc.constant('5.0'),
  effect,
  actions: lists(
    '*',
    'dds:*:*',
    'dds:instance:setTag',
    'dds:instance:modify',
    'dds::*',
    'dds:instance:?????e*',
    'iam:*:*',
  ),
  actionsInverted: seldom,
  resources: fc.oneof(
    fc.constant([]),
    lists('*', `dds:*:*:instance:${instance}`, 'dds:*:*:instance:0*', `dds:${owned}:*:?*`),
  ),
  resourcesInverted: seldom,
  conditions: conditions(
    'g:ResourceTag/env',
    'g:RequestTag/env',
    'g:TagKeys',
    'g:EnterpriseProjectId',
    'g:UserName',
    'x:y',
  ),
})
const statement = fc.oneof({ weight: 1, arbitrary: statement11 }, { weight: 2, arbitrary: statement50 })
const statements = fc.array(statement, { maxLength: 4 })

function requestOf(
  { operation, attached = {}, keys = [] }: PlainCall,
  own: Readonly<Record<string, string>>,
): PlainRequest {
  const called = operations.find(({ name }) => name === operation)
  assert(called?.permission)
  const isOnInstance = called.access.resources === 'instance'
  return {
    actions: { '1.1': called.permission['1.1'] ?? [], '5.0': called.permission['5.0'] ?? [] },
    resource: isOnInstance
      ? { '1.1': `dds:${owned}:instancename:dds-orders`, '5.0': `dds:${owned}:instance:${instance}` }
      : { '1.1': '*', '5.0': '*' },
    found: {
      'g:UserName': ['ops'],
      'g:ProjectName': ['cn-north-4'],
      'g:TagKeys': keys,
      ...(isOnInstance && { 'g:EnterpriseProjectId': ['0'], ...prefixed('g:ResourceTag/', own) }),
      ...prefixed('g:RequestTag/', attached),
    },
  }
}

function prefixed(prefix: string, texts: Readonly<Record<string, string>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(texts).map(([key, value]) => [prefix + key, [value]]))
}

/** Whether the server lets a user of these statements make the call; each statement is a policy of its own. */
async function isAllowed(
  list: readonly PlainStatement[],
  { operation, body }: PlainCall,
  own: Readonly<Record<string, string>>,
  narrowed?: PlainStatement,
): Promise<boolean> {
  await using fleet = await openTenants(own)
  const caller = { policies: list.map(documentOf), ...(narrowed && { session: documentOf(narrowed) }) }
  const { status, code } = await fleet.call({ operation, ...(body && { body }) }, caller)
  if (status >= 300) expect({ status, code }).toEqual({ status: 403, code: 'DBS.280063' })
  return status < 300
}

test('a signed call is allowed where the documents say so, word for word', async () => {
  await fc.assert(
    fc.asyncProperty(statements, call, tags, async (list, made, own) => {
      expect(await isAllowed(list, made, own)).toBe(isAllowedNaively(list, requestOf(made, own)))
    }),
    { numRuns: 300 },
  )
})

test('adding a Deny never allows more', async () => {
  await fc.assert(
    fc.asyncProperty(statements, statement, call, tags, async (list, added, made, own) => {
      const more = await isAllowed([...list, { ...added, effect: 'Deny' }], made, own)
      if (more) expect(await isAllowed(list, made, own)).toBe(true)
    }),
  )
})

test('adding an Allow never denies more', async () => {
  await fc.assert(
    fc.asyncProperty(statements, statement, call, tags, async (list, added, made, own) => {
      const more = await isAllowed([...list, { ...added, effect: 'Allow' }], made, own)
      if (!more) expect(await isAllowed(list, made, own)).toBe(false)
    }),
  )
})

test('a session may what its policy and the principal’s both allow, and nothing more', async () => {
  await fc.assert(
    fc.asyncProperty(statement, statements, call, tags, async (narrowed, list, made, own) => {
      const request = requestOf(made, own)
      const allowed = isAllowedNaively([narrowed], request) && isAllowedNaively(list, request)
      expect(await isAllowed(list, made, own, narrowed)).toBe(allowed)
    }),
    { numRuns: 200 },
  )
})
