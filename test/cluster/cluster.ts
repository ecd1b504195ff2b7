import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { writeSeedFile } from '../durability/fleet.ts'
import { type RunningServer, startServer } from '../server.ts'
import { type Balancer, startBalancer } from './balancer.ts'

/** Servers on the same data. */
export interface Nodes extends AsyncDisposable {
  /** As they are at the moment. */
  readonly nodes: readonly RunningServer[]
  /** Starts the node at this place anew, which was stopped or killed. */
  restart(place: number): Promise<void>
}

/** Nodes of Tagplane on one PostgreSQL, behind a balancer. */
export interface Cluster extends Nodes {
  readonly balancer: Balancer
}

/** @param seed fills the store @param args of each; several nodes need those of a store that they share */
export async function startNodes(count: number, seed: string, args: readonly string[]): Promise<Nodes> {
  const home = mkdtempSync(join(tmpdir(), 'tagplane-nodes-'))
  const folders = Array.from({ length: count }, (_, place) => mkdtempSync(join(home, `${place}-`)))
  const [first = '', ...others] = folders
  const start = (data: string) => startServer({ data, seed, args })

  const nodes = [await start(first)]
  for (const folder of others) copyFileSync(join(first, 'secret.key'), join(folder, 'secret.key'))
  nodes.push(...(await Promise.all(others.map(start))))
  return {
    nodes,
    async restart(place) {
      nodes[place] = await start(folders[place] ?? '')
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(nodes.map((node) => node.stop()))
      rmSync(home, { recursive: true })
    },
  }
}

/** @param store that the nodes share @param args further ones of each */
export async function startCluster(count: number, store: string, ...args: readonly string[]): Promise<Cluster> {
  const seed = writeSeedFile()
  const all = await startNodes(count, seed, ['--store', store, ...args])
  const balancer = await startBalancer(() => all.nodes)
  return {
    ...all,
    balancer,
    async [Symbol.asyncDispose]() {
      await balancer[Symbol.asyncDispose]()
      await all[Symbol.asyncDispose]()
      rmSync(dirname(seed), { recursive: true })
    },
  }
}
