import assert from 'node:assert/strict'
import type { InstanceId, RegionId } from '../../tags/tag.ts'
import { regions } from './regions.ts'

/** One of the things that a call is about, and needs permission on. */
export interface Target {
  /** Absent where it is no instance in particular. */
  readonly instance?: InstanceId
  /** How policies name it; undefined until a look-up tells the instance's region. */
  readonly arn: string | undefined
}

const everything: readonly Target[] = [{ arn: '*' }]
const everyRegion = regions.map(({ id }) => id)
const pattern = /^acs:kvstore:\{(?<region>RegionId|region)\}:\{account\}:instance\/(\*|\{(?<ids>\w+)\})$/

const parameter = /^\{(\w+)\}$/

/**
 * Reads off the parameters of a call what it is about.
 * @param resources as `Operation.access` has them: `*`, a parameter that is an ARN itself, or an ARN of instances
 */
export function targetReader(resources: string): (input: unknown, account: string) => readonly Target[] {
  if (resources === '*') return () => everything
  const [, named] = parameter.exec(resources) ?? []
  if (named !== undefined) return (input) => [{ arn: (input as { readonly [parameter: string]: string })[named] }]
  const { region, ids } = pattern.exec(resources)?.groups ?? {}
  assert(region, `Write what is needed as "*" or as an ARN of instances, not as "${resources}"`)
  return (input, account) => {
    const values = input as { readonly [parameter: string]: string | readonly string[] | undefined }
    const instances = ids === undefined ? undefined : [values[ids] ?? []].flat()
    if (region === 'region') return (instances ?? []).map((instance) => ({ instance, arn: undefined }))
    return regionsOf(values.RegionId).flatMap((id) => targetsIn(id, account, instances))
  }
}

/** How policies name an instance. @param id of the instance, or `*` for all of the region */
export function instanceArn(region: RegionId, account: string, id: InstanceId): string {
  return `acs:kvstore:${region}:${account}:instance/${id}`
}

/** A call that names no region is about each of them. */
function regionsOf(named: string | readonly string[] | undefined): readonly RegionId[] {
  return named === undefined ? everyRegion : [named].flat()
}

function targetsIn(region: RegionId, account: string, instances: readonly InstanceId[] | undefined): Target[] {
  if (!instances) return [{ arn: instanceArn(region, account, '*') }]
  return instances.map((instance) => ({ instance, arn: instanceArn(region, account, instance) }))
}
