import type { Operation } from './operation.ts'
import { operations } from './operations.ts'
import { parseTarget } from './target.ts'

/** What stands behind the version in the paths of IAM: `auth`, `projects`. DDS has ids of projects there. */
const iamSegments = new Set(
  operations.filter(({ service }) => service === 'iam').map(({ path }) => parseTarget(path)?.segments[1]),
)

/** The service that a target is for, before its operation is known; `target` may be cut short. */
export function serviceAt(target: string): Operation['service'] {
  const [path = ''] = target.split('?', 1)
  const segment = parseTarget(path)?.segments[1]
  return segment !== undefined && iamSegments.has(segment) ? 'iam' : 'dds'
}
