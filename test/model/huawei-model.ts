import type { Step } from './alibaba-model.ts'
import type { Answer, HuaweiCall } from './calls.ts'
import { foreignProject, wideProject } from './fleet.ts'
import { distinctTags, edited, type ModelInstance, type State } from './state.ts'

/** DDS, "Error Codes". */
const errors = {
  parameter: ['DBS.280001', 'Parameter error.'],
  key: ['DBS.280482', 'Invalid user tag key.'],
  value: ['DBS.280483', 'Invalid tag value.'],
  limit: ['DBS.280484', 'Tag number reach limit.'],
  instance: ['DBS.280110', 'The DB instance does not exist.'],
  project: ['DBS.200010', 'Authentication failed.'],
  filterKey: ['DBS.280441', 'Invalid key.'],
  pageLimit: ['DBS.280439', 'Invalid limit.'],
  pageOffset: ['DBS.280440', 'Invalid offset.'],
} as const

type ErrorName = keyof typeof errors
type Members = Readonly<Record<string, unknown>>

/** DDS's tag operations: "Adding or Deleting Resource Tags in Batches" of 2026-01-08, and the pages beside it. */
export function stepHuawei(state: State, call: HuaweiCall): Step {
  const { operation, project, instance, body } = call
  if (project === foreignProject) return refused(state, 'project')
  switch (operation) {
    case 'BatchTagAction':
      return changeTags(state, call)
    case 'ListInstanceTags':
      return ownInstance(state, call)
        ? { answer: success([...(state.get(instance)?.tags ?? [])]), state }
        : refused(state, 'instance')
    case 'ListProjectTags':
      return { answer: success(projectTags(state, project)), state }
    case 'ListInstancesByTags':
      return findByTags(state, project, body)
  }
}

function refused(state: State, name: ErrorName): Step {
  const [code, message] = errors[name]
  return { answer: { status: 400, code, message }, state }
}

function success(result: unknown): Answer {
  return { status: 200, result }
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function ownInstance(state: State, { project, instance }: HuaweiCall): boolean {
  return state.get(instance)?.tenant === project
}

function changeTags(state: State, call: HuaweiCall): Step {
  const { body, project, instance } = call
  const lenient = project === wideProject
  const refusal = findRefusal(body, lenient) ?? (ownInstance(state, call) ? undefined : 'instance')
  if (refusal) return refused(state, refusal)
  const { action, tags } = body as { action: string; tags: { key: string; value?: string | null }[] }
  const change = (own: Map<string, string>) => {
    for (const { key, value } of tags) {
      if (action === 'create') own.set(key, value ?? '')
      else if (value == null || own.get(key) === value) own.delete(key)
    }
  }
  const next = edited(state, [instance], change, action === 'create' ? (lenient ? 20 : 10) : undefined)
  return next ? { answer: success({}), state: next } : refused(state, 'limit')
}

/** The checks of the body, in the order of the contract: action, structure, keys, values, repeats. */
function findRefusal(body: unknown, lenient: boolean): ErrorName | undefined {
  if (!isMembers(body)) return 'parameter'
  const { action, tags } = body
  if (action !== 'create' && action !== 'delete') return 'parameter'
  if (!Array.isArray(tags) || tags.length === 0 || !tags.every(isMembers)) return 'parameter'
  if (!tags.every(({ key }) => isPresentKey(key) && (action === 'delete' || isCreatableKey(key)))) return 'key'
  if (!tags.every((tag) => isValue(tag, action, lenient))) return 'value'
  return new Set(tags.map(({ key }) => key)).size < tags.length ? 'parameter' : undefined
}

function isPresentKey(key: unknown): key is string {
  return typeof key === 'string' && key.trim() !== ''
}

function isCreatableKey(key: string): boolean {
  return !key.startsWith('_sys_') && isText(key, 128)
}

function isValue(tag: Members, action: string, lenient: boolean): boolean {
  const { value } = tag
  if (value === undefined) return action === 'delete' || lenient
  if (value === null) return true
  return typeof value === 'string' && (action === 'delete' || isText(value, 255))
}

/** Letters, marks, digits, the blank and `_.:/=+-@`; the length in code points. */
function isText(text: string, lengthMax: number): boolean {
  const characters = [...text]
  return (
    characters.length <= lengthMax && characters.every((character) => /[\p{L}\p{M}\p{N} _.:/=+\-@]/u.test(character))
  )
}

function inProject(state: State, project: string): ModelInstance[] {
  return [...state.values()].filter(({ tenant }) => tenant === project)
}

/** A key that only has the empty value is listed without values. */
function projectTags(state: State, project: string): [string, string[]][] {
  return distinctTags(inProject(state, project)).map(([key, values]) => [key, values.filter((value) => value !== '')])
}

interface Filter {
  readonly action: unknown
  readonly limit?: unknown
  readonly offset?: unknown
  readonly tags?: readonly { readonly key: string; readonly values?: readonly string[] }[]
  readonly matches?: readonly { readonly key: string; readonly value: string }[]
}

function findByTags(state: State, project: string, body: unknown): Step {
  const { action, limit = 100, offset = 0, tags = [], matches = [] } = body as Filter
  if (action !== 'filter' && action !== 'count') return refused(state, 'parameter')
  if (!isBetween(offset, 0, Infinity)) return refused(state, 'pageOffset')
  if (!isBetween(limit, 1, 100)) return refused(state, 'pageLimit')
  if (tags.some(({ key }) => key.trim() === '')) return refused(state, 'filterKey')
  const found = inProject(state, project)
    .filter((instance) => tags.every((condition) => holds(instance, condition)))
    .filter(({ id, name }) =>
      matches.every(({ key, value }) => value === '' || (key === 'instance_id' ? id === value : name.includes(value))),
    )
  const instances = found.map(({ id, name, tags: own }) => [id, name, [...own]])
  return { answer: success(action === 'count' ? { total: found.length } : { total: found.length, instances }), state }
}

/** The vendor's page has these figures as texts; a number is good too. */
function isBetween(value: unknown, min: number, max: number): boolean {
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max
}

function holds({ tags }: ModelInstance, { key, values = [] }: { key: string; values?: readonly string[] }): boolean {
  const value = tags.get(key.trim())
  return value !== undefined && (values.length === 0 || values.some((wanted) => wanted.trim() === value))
}
