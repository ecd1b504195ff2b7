import type { ServedOperation, ServedParameter } from '../fleet-rules.ts'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'
import { errorsOf } from './parameter-kind.ts'

/** What each operation says of itself. Parameters stand in the query, or in a form in the body. */
export const servedOperations: readonly ServedOperation[] = operations.map(describe)

function describe({ name, product, docs, access, issuesCredentials, parameters, errors }: Operation): ServedOperation {
  return {
    name,
    service: product.code,
    version: product.version,
    method: 'POST',
    path: '/',
    docs,
    access,
    signed: true,
    issuesCredentials,
    parameters: Object.entries(parameters).map(([parameter, kind]) => ({
      name: parameter,
      in: 'query',
      type: kind.type,
      required: kind.required,
      limits: kind.limits,
      errors: errorsOf(kind, parameter).map(({ code }) => code),
      ...(kind.members && { members: kind.members.map(textMember) }),
    })),
    errors: errors.map(({ status, code, message }) => ({ status, code, message })),
  }
}

function textMember(name: string): ServedParameter {
  return { name, in: 'query', type: 'String', required: false, limits: '', errors: [] }
}
