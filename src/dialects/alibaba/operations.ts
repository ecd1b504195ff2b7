import type { Operation } from './operation.ts'
import { assumeRole } from './operations/assume-role.ts'
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
import type { Product } from './products.ts'

/** Everything that is served. A new operation is a file and a line here. */
export const operations: readonly Operation[] = [
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
  getCallerIdentity,
  assumeRole,
]

const products = new Map(operations.map(({ product }) => [product.version, product]))
const operationsByName = new Map(operations.map((operation) => [keyOf(operation.product, operation.name), operation]))

export function findProduct(version: string): Product | undefined {
  return products.get(version)
}

export function findOperation(product: Product, name: string): Operation | undefined {
  return operationsByName.get(keyOf(product, name))
}

function keyOf({ code }: Product, name: string): string {
  return `${code} ${name}`
}
