import assert from 'node:assert/strict'
import { expect, test } from 'vitest'
import { compilePolicy } from '../../../access/policy/compile-policy.ts'
import { decide } from '../../../access/policy/decide.ts'
import { createLayer, type Layer } from '../../../access/policy/layer.ts'
import type { ActionNames, Request } from '../../../access/policy/request.ts'
import type { Tag } from '../../../tags/tag.ts'
import { type DecisionRow, type TableCall, tableFleet } from './decision-table/decision-row.fixture.ts'
import { decisionTable } from './decision-table.fixture.ts'
import { type AskedFacts, type IamFacts, iamContext } from './iam-context.ts'
import { identityGrammarOf, sessionGrammarOf } from './iam-grammar.ts'
import { anyResource, iamAction, instanceResource } from './iam-request.ts'
import { systemPolicies } from './system-policies.ts'

const { domain, project, user, agency, instance } = tableFleet

interface Needed {
  readonly action: ActionNames
  readonly onInstance: boolean
}

/** What the operations of the table need. */
const needs: Readonly<Record<string, Needed>> = {
  BatchTagAction: { action: iamAction('dds:instance:setTag', 'dds:instance:modify'), onInstance: true },
  ListInstanceTags: { action: iamAction('dds:instance:listTags', 'dds:instance:list'), onInstance: false },
  UpdateInstanceName: { action: iamAction('dds:instance:updateName', 'dds:instance:modify'), onInstance: true },
  DeleteInstance: { action: iamAction('dds:instance:delete', 'dds:instance:deleteInstance'), onInstance: true },
  ListProjectTags: { action: iamAction('dds:tag:listAll', 'dds:instance:list'), onInstance: false },
  ListInstances: { action: iamAction('dds:instance:listAll', 'dds:instance:list'), onInstance: false },
  ListInstancesByTags: { action: iamAction('dds:instance:listAll', 'dds:instance:list'), onInstance: false },
}

function layersOf({ policies, groups = [], as, session }: DecisionRow): Layer[] {
  const attached = [...policies, ...groups.flat()].map((policy) =>
    typeof policy === 'string' ? systemPolicies[policy] : policy,
  )
  const identity = createLayer(
    'identity',
    attached.map((document) => compiled(compilePolicy(identityGrammarOf(document), 'policy', document))),
  )
  const ofIdentity = as === 'administrator' ? [] : [identity]
  if (!session) return ofIdentity
  const document = compiled(compilePolicy(sessionGrammarOf(session), 'session', session))
  return [createLayer('session', [document]), ...ofIdentity]
}

function compiled(compilation: ReturnType<typeof compilePolicy>) {
  assert('policy' in compilation, JSON.stringify(compilation))
  return compilation.policy
}

/** @param lookedUp whether the instance is known yet, with its name and tags */
function requestOf({ call, tags, as }: DecisionRow, lookedUp: boolean): Request {
  const needed = needs[call.operation]
  assert(needed)
  const name = lookedUp ? instance.name : undefined
  const names = { region: project.name, domainId: domain.id, id: instance.id, name }
  return {
    action: needed.action,
    resource: needed.onInstance ? instanceResource(names) : anyResource,
    context: iamContext({ ...factsOf(call, needed.onInstance ? tags : undefined, lookedUp), ...callerFacts(as) }),
  }
}

function callerFacts(as: DecisionRow['as']): Pick<IamFacts, 'userId' | 'userName' | 'principalUrn'> {
  if (as !== 'agency') {
    return { userId: user.id, userName: user.name, principalUrn: `iam::${domain.id}:user:${user.name}` }
  }
  return {
    userId: agency.id,
    userName: `${domain.name}/${agency.name}`,
    principalUrn: `sts::${domain.id}:assumed-agency:${agency.name}/${user.name}`,
  }
}

type CallFacts = Omit<IamFacts, keyof ReturnType<typeof callerFacts>>

function factsOf(call: TableCall, tags: Readonly<Record<string, string>> | undefined, lookedUp: boolean): CallFacts {
  const carried = Object.entries(tags ?? {}).map(([key, value]) => ({ key, value }))
  const found = tags ? { tags: carried, enterpriseProjectId: instance.enterpriseProject } : { tags: [] }
  return {
    at: Date.parse('2026-01-31T08:00:00Z'),
    sourceIp: '127.0.0.1',
    domainId: domain.id,
    domainName: domain.name,
    projectName: project.name,
    serviceName: 'dds',
    mfaPresent: false,
    instance: lookedUp ? found : 'unknown',
    asked: tagsNamed(call),
  }
}

function tagsNamed({ body = {} }: TableCall): AskedFacts {
  const { action, tags = [] } = body as { action?: string; tags?: Tag[] }
  return { tags: action === 'create' ? tags : [], tagKeys: tags.map(({ key }) => key) }
}

test.each(decisionTable)('$section: $rule', (row) => {
  const decision = decide(layersOf(row), requestOf(row, true))
  const denial = decision.effect === 'deny' && (decision.deniedBy.length > 0 ? 'explicit-deny' : 'implicit-deny')
  expect(denial || decision.effect).toBe(row.expected)
})

test.each(decisionTable)('before the instance is looked up it is the same, or undecided: $rule', (row) => {
  const { effect } = decide(layersOf(row), requestOf(row, false))
  if (effect !== 'undecided') expect(effect).toBe(row.expected === 'allow' ? 'allow' : 'deny')
})

test('a caller whom nothing could ever allow is denied before the instance is looked up', () => {
  const row = decisionTable.find(({ rule }) => rule === 'DDS ReadOnlyAccess changes no tags')
  assert(row)
  expect(decide(layersOf(row), requestOf(row, false)).effect).toBe('deny')
})

test('a policy by name is undecided before the instance is looked up', () => {
  const row = decisionTable.find(({ rule }) => rule === 'by the beginning of its name')
  assert(row)
  expect(decide(layersOf(row), requestOf(row, false)).effect).toBe('undecided')
})

test('every row states a rule of its own', () => {
  expect(new Set(decisionTable.map(({ section, rule }) => `${section} ${rule}`)).size).toBe(decisionTable.length)
})
