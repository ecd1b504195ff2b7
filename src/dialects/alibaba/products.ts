import type { Operation } from './operation.ts'
import { createInstance } from './operations/create-instance.ts'
import { deleteInstance } from './operations/delete-instance.ts'
import { describeInstanceAttribute } from './operations/describe-instance-attribute.ts'
import { describeInstances } from './operations/describe-instances.ts'
import { describeInstancesOverview } from './operations/describe-instances-overview.ts'
import { describeRegions } from './operations/describe-regions.ts'
import { describeTags } from './operations/describe-tags.ts'
import { getCallerIdentity } from './operations/get-caller-identity.ts'
import { listTagResources } from './operations/list-tag-resources.ts'
import { modifyInstanceAttribute } from './operations/modify-instance-attribute.ts'
import { tagResources } from './operations/tag-resources.ts'
import { untagResources } from './operations/untag-resources.ts'

/** A product of the cloud. Its API version tells it from the others, since clients may call any host name. */
export interface Product {
  readonly code: string
  readonly version: string
  readonly operations: ReadonlyMap<string, Operation>
}

/** By API version. A new operation is a file and a line here. */
export const products: ReadonlyMap<string, Product> = byVersion([
  product('R-kvstore', '2015-01-01', [
    untagResources,
    tagResources,
    listTagResources,
    describeTags,
    describeRegions,
    describeInstances,
    describeInstanceAttribute,
    describeInstancesOverview,
    createInstance,
    modifyInstanceAttribute,
    deleteInstance,
  ]),
  product('Sts', '2015-04-01', [getCallerIdentity]),
])

function product(code: string, version: string, operations: readonly Operation[]): Product {
  return { code, version, operations: new Map(operations.map((operation) => [operation.name, operation])) }
}

function byVersion(list: readonly Product[]): ReadonlyMap<string, Product> {
  return new Map(list.map((entry) => [entry.version, entry]))
}
