/** What one node of an instance class can do. Memory in MB, bandwidth in MB/s. */
export interface InstanceClass {
  readonly name: string
  readonly edition: 'Community' | 'Enterprise'
  readonly nodeType: 'MASTER_SLAVE' | 'STAND_ALONE' | 'double' | 'single'
  readonly capacity: number
  readonly bandwidth: number
  readonly connections: number
  readonly qps: number
}

type Row = readonly [name: string, capacity: number, bandwidth: number, connections: number]

/** Documentation of Tair (Redis OSS-compatible), "Standard master-replica instances". */
const classic: readonly Row[] = [
  ['redis.master.micro.default', 256, 10, 10_000],
  ['redis.master.small.default', 1024, 10, 10_000],
  ['redis.master.mid.default', 2048, 16, 10_000],
  ['redis.master.stand.default', 4096, 24, 20_000],
  ['redis.master.large.default', 8192, 24, 20_000],
  ['redis.master.2xlarge.default', 16_384, 32, 20_000],
  ['redis.master.4xlarge.default', 32_768, 32, 30_000],
  ['redis.master.8xlarge.default', 65_536, 48, 30_000],
]

/** The same, "Standard Edition - single-replica instances". */
const classicSingle: readonly Row[] = [
  ['redis.basic.small.default', 1024, 10, 10_000],
  ['redis.basic.mid.default', 2048, 16, 10_000],
  ['redis.basic.stand.default', 4096, 24, 20_000],
  ['redis.basic.large.default', 8192, 24, 20_000],
  ['redis.basic.2xlarge.default', 16_384, 32, 20_000],
  ['redis.basic.4xlarge.default', 32_768, 32, 30_000],
]

/** The same, "Instance types for Redis Open-Source Edition cloud native instances", standard architecture. */
const cloudNative: readonly Row[] = [
  ['redis.shard.micro.ce', 256, 24, 10_000],
  ['redis.shard.small.2.ce', 1024, 48, 10_000],
  ['redis.shard.mid.2.ce', 2048, 96, 10_000],
  ['redis.shard.large.ce', 4096, 96, 20_000],
  ['redis.shard.xlarge.ce', 8192, 96, 20_000],
  ['redis.shard.2xlarge.ce', 16_384, 96, 20_000],
  ['redis.shard.3xlarge.ce', 24_576, 96, 30_000],
  ['redis.shard.4xlarge.ce', 32_768, 96, 30_000],
]

/** The same, "Memory-optimized instances (standard architecture)". */
const tair: readonly Row[] = [
  ['redis.amber.master.small.multithread', 1024, 96, 30_000],
  ['redis.amber.master.mid.multithread', 2048, 96, 30_000],
  ['redis.amber.master.stand.multithread', 4096, 96, 40_000],
  ['redis.amber.master.large.multithread', 8192, 96, 40_000],
  ['redis.amber.master.2xlarge.multithread', 16_384, 96, 40_000],
  ['redis.amber.master.4xlarge.multithread', 32_768, 96, 50_000],
  ['redis.amber.master.8xlarge.multithread', 65_536, 96, 50_000],
]

/** A choice of the classes on sale. */
export const instanceClasses: readonly InstanceClass[] = [
  ...table(classic, { edition: 'Community', nodeType: 'double', qps: 80_000 }),
  ...table(classicSingle, { edition: 'Community', nodeType: 'single', qps: 80_000 }),
  ...table(cloudNative, { edition: 'Community', nodeType: 'MASTER_SLAVE', qps: 100_000 }),
  ...table(tair, { edition: 'Enterprise', nodeType: 'double', qps: 240_000 }),
]

const classesByName = new Map(instanceClasses.map((entry) => [entry.name, entry]))

export function findInstanceClass(name: string): InstanceClass | undefined {
  return classesByName.get(name)
}

/** The class that an order by capacity alone gets. @param capacity memory in MB */
export function classOfCapacity(capacity: number): InstanceClass | undefined {
  return instanceClasses.find((entry) => entry.capacity === capacity)
}

function table(rows: readonly Row[], shared: Pick<InstanceClass, 'edition' | 'nodeType' | 'qps'>): InstanceClass[] {
  return rows.map(([name, capacity, bandwidth, connections]) => ({ name, capacity, bandwidth, connections, ...shared }))
}
