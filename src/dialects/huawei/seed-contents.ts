import { hash } from 'node:crypto'
import type { Tenant } from '../../store/identity.ts'
import type { TaggedInstance } from '../../store/instance.ts'
import type { StoreContents } from '../../store/store.ts'
import type { SecretKeeping } from '../dialect.ts'
import { type Details, type Flavor, toDetails } from './instances/details.ts'
import { engineOf } from './instances/details-from.ts'
import { type ProjectSettings, regionOfProject } from './project.ts'
import { realm } from './realm.ts'
import { seedIdentities } from './seed-identities.ts'
import type { Section, SeedDomain, SeedInstance, SeedProject } from './seed-schema.ts'

/** What a section means to the store; `at` is when instances that state no time were created, milliseconds since 1970. */
export async function seedContents({ domains }: Section, secrets: SecretKeeping, at: number): Promise<StoreContents> {
  return {
    accounts: domains.map(({ id, name }) => ({ realm, id, name })),
    tenants: domains.flatMap((domain) => domain.projects.map((project) => tenantOf(domain, project))),
    ...(await seedIdentities(domains, secrets, at)),
    instances: domains.flatMap((domain) => domain.instances.map((instance) => instanceOf(domain, instance, at))),
  }
}

/** The project of a domain with this name or id. */
export function projectOfInstance({ projects }: SeedDomain, nameOrId: string): SeedProject | undefined {
  return projects.find(({ id, name }) => name === nameOrId || id === nameOrId)
}

function tenantOf({ id: account }: SeedDomain, project: SeedProject): Tenant {
  const { id, name, maxTagsPerInstance, lenientCreateValue } = project
  const settings = {
    ...(maxTagsPerInstance !== undefined && { maxTagsPerInstance }),
    ...(lenientCreateValue !== undefined && { lenientCreateValue }),
  } satisfies ProjectSettings
  return { realm, id, account, name, region: regionOfProject(name), settings }
}

function instanceOf(domain: SeedDomain, instance: SeedInstance, at: number): TaggedInstance {
  const project = projectOfInstance(domain, instance.project)
  if (!project) throw new Error(`The domain "${domain.name}" has no project "${instance.project}"`)
  const region = regionOfProject(project.name)
  const createdAt = instance.createdAt === undefined ? at : Date.parse(instance.createdAt)
  return {
    tenant: project.id,
    id: instance.id,
    region,
    name: instance.name,
    createdAt,
    readyAt: createdAt,
    details: toDetails(detailsOf(instance, region, createdAt)),
    tags: instance.tags,
  }
}

/** Networks that a seed does not state are made up from the project, so that its instances share them. */
function detailsOf(instance: SeedInstance, region: string, createdAt: number): Details {
  const derived = (what: string) => uuidOf(`${instance.project}/${what}`)
  return {
    mode: instance.mode,
    datastore_type: 'DDS-Community',
    datastore_version: instance.version,
    storage_engine: engineOf(instance.version),
    availability_zone: instance.availabilityZone ?? `${region}a`,
    vpc_id: instance.vpcId ?? derived('vpc'),
    subnet_id: instance.subnetId ?? derived('subnet'),
    security_group_id: instance.securityGroupId ?? derived('security-group'),
    enterprise_project_id: instance.enterpriseProjectId,
    disk_encryption_id: '',
    dss_pool_id: '',
    remark: instance.remark,
    port: '8635',
    ssl_option: '1',
    pay_mode: instance.prepaid ? '1' : '0',
    flavor: flavorsOf(instance),
    backup_strategy: { start_time: '00:00-01:00', keep_days: 7 },
    updated_at: createdAt,
  }
}

function flavorsOf({ mode, storageGb, spec }: SeedInstance): Flavor[] {
  const flavor = (type: Flavor['type'], num: number, size: number, ending: string): Flavor => {
    return { type, num, size, spec_code: spec ?? `dds.mongodb.c6.large.2.${ending}` }
  }
  switch (mode) {
    case 'Sharding':
      return [
        flavor('mongos', 2, 0, 'mongos'),
        flavor('shard', 2, storageGb, 'shard'),
        flavor('config', 1, 20, 'config'),
      ]
    case 'ReplicaSet':
      return [flavor('replica', 3, storageGb, 'repset')]
    case 'Single':
      return [flavor('single', 1, storageGb, 'single')]
  }
}

function uuidOf(name: string): string {
  return hash('sha256', name).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
}
