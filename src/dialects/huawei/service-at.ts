import { parseTarget } from '../target.ts'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'

/** The services of IAM by the first two segments of its paths: `v3/auth`. DDS has ids of projects in the second. */
const iamServices: ReadonlyMap<string, Operation['service']> = new Map(
  operations.filter(({ service }) => service !== 'dds').map(({ path, service }) => [beginningOf(path), service]),
)

/** The service that a target is for, before its operation is known; `target` may be cut short. */
export function serviceAt(target: string): Operation['service'] {
  const [path = ''] = target.split('?', 1)
  return iamServices.get(beginningOf(path)) ?? 'dds'
}

function beginningOf(path: string): string {
  return parseTarget(path)?.segments.slice(0, 2).join('/') ?? ''
}
