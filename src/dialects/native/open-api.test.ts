import { expect, test } from 'vitest'
import { errors, transportErrors } from './errors.ts'
import { openApi } from './open-api.ts'
import { operations } from './operations.ts'

type Described = { readonly operationId: string; readonly responses: Record<string, { readonly description: string }> }

const paths = openApi(operations).paths as Record<string, Record<string, Described>>
const described = Object.values(paths).flatMap((methods) => Object.values(methods))
const codesOf = ({ responses }: Described) =>
  Object.entries(responses).flatMap(([status, { description }]) =>
    Array.from(description.matchAll(/^`(\w+)`: /gm), ([, code]) => `${status} ${code}`),
  )

test.each(Object.values({ ...errors, ...transportErrors }))(
  '$status $code is described somewhere',
  ({ status, code }) => {
    expect(described.flatMap(codesOf)).toContain(`${status} ${code}`)
  },
)

test.each(described.map((one) => [one.operationId, one] as const))(
  '%s describes what any call may meet',
  (_name, one) => {
    const met = [errors.parameter, errors.wrongCredentials, errors.noSuchOperation, errors.method]
    const any = [...met, errors.internal, ...Object.values(transportErrors)].map(
      ({ status, code }) => `${status} ${code}`,
    )
    expect(codesOf(one)).toEqual(expect.arrayContaining(any))
  },
)

test('what may change tags describes what its search and its change may meet', () => {
  const edit = described.find(({ operationId }) => operationId === 'EditTags') as Described
  const { tooManyTenants, tooManyInstances, searchTooLong, alreadyThere, changedSince, patternTooBroad } = errors
  const met = [tooManyTenants, tooManyInstances, searchTooLong, alreadyThere, changedSince, patternTooBroad]
  expect(codesOf(edit)).toEqual(expect.arrayContaining(met.map(({ status, code }) => `${status} ${code}`)))
})
