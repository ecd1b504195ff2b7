import type { InstanceCreation, StoreContents } from '../../src/store/store.ts'

/** Two tenants whose instances some clients share. */

export const tenants = ['tenant-a', 'tenant-b'] as const
export const region = 'north'
export const clients = 12
export const keysPerClient = 3
const clientsPerGroup = 3
const instancesPerGroup = 3

/** 2026, milliseconds since 1970. */
export const start = Date.UTC(2026, 0, 1)

export function tenantOf(client: number): string {
  return tenants[client % tenants.length] as string
}

/** The instances that a client changes together. */
export function instancesOf(client: number): string[] {
  const group = Math.floor(Math.floor(client / tenants.length) / clientsPerGroup)
  return Array.from({ length: instancesPerGroup }, (_, index) => `${tenantOf(client)}-${group}-${index}`)
}

/** The keys that are this client's alone. */
export function keysOf(client: number): string[] {
  return Array.from({ length: keysPerClient }, (_, index) => `c${client}-${index}`)
}

export const fleet: StoreContents = {
  accounts: [{ realm: 'one', id: 'acme', name: 'Acme' }],
  tenants: tenants.map((id) => ({ id, realm: 'one', account: 'acme', name: id, region: '', settings: {} })),
  groups: [],
  principals: [],
  passwords: [],
  accessKeys: [],
  instances: tenants.flatMap((tenant, index) =>
    [
      ...new Set(
        Array.from({ length: clients }, (_, client) => client)
          .filter((client) => client % 2 === index)
          .flatMap(instancesOf),
      ),
    ].map((id) => anInstance(tenant, id)),
  ),
}

function anInstance(tenant: string, id: string): InstanceCreation['instance'] & { tags: [] } {
  return { tenant, id, region, name: id, createdAt: start, readyAt: start, details: {}, tags: [] }
}
