import type { ServedOperation, ServedParameter } from '../fleet-rules.ts'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'
import type { ParameterKind, ParameterKinds } from './parameter-kind.ts'

const services = { dds: 'DDS', iam: 'IAM', 'iam-v3.0': 'IAM' } satisfies Record<Operation['service'], string>

/** What each operation says of itself. */
export const servedOperations: readonly ServedOperation[] = operations.map(describe)

function describe(operation: Operation): ServedOperation {
  const { name, service, method, path, docs, access, query, body = {}, errors } = operation
  return {
    name,
    service: services[service],
    method,
    path,
    docs,
    access: { level: access.level, resources: access.resources, ...(access.action && { action: access.action }) },
    signed: !operation.anonymous,
    issuesCredentials: operation.issuesCredentials ?? false,
    parameters: [...pathParameters(path), ...parametersOf(query, 'query'), ...parametersOf(body, 'body')],
    errors: errors.map(({ status, code, message }) => ({ status, code, message })),
  }
}

function pathParameters(path: string): ServedParameter[] {
  return Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = '']) => ({
    name,
    in: 'path',
    type: 'string',
    required: true,
    limits: '',
    errors: [],
  }))
}

function parametersOf(kinds: ParameterKinds, place: 'query' | 'body'): ServedParameter[] {
  return Object.entries(kinds).map(([name, kind]) => {
    const { type, required, limits, error } = kind
    const members = membersOf(kind)
    const parameter = { name, in: place, type, required, limits, errors: [error.code] }
    return members ? { ...parameter, members: parametersOf(members, place) } : parameter
  })
}

function membersOf({ members, item }: ParameterKind<unknown>): ParameterKinds | undefined {
  return members ?? item?.members
}
