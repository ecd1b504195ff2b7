import type { Job } from '../../../../store/instance.ts'
import type { Call } from '../../call.ts'
import { errors, rejections } from '../../errors.ts'
import { type Creation, creationParameters } from '../../instances/creation-parameters.ts'
import { newId } from '../../instances/derived-id.ts'
import { type Details, type Flavor, type Mode, toDetails } from '../../instances/details.ts'
import { detailsFrom } from '../../instances/details-from.ts'
import { jobOn } from '../../instances/job.ts'
import { creationTime } from '../../instances/times.ts'
import { accepted, operation } from '../../operation.ts'
import { hasRepeatedKey, isKeyToAdd, isValueToAdd } from '../../tag-checks.ts'
import { readTag } from '../../tag-wire.ts'
import type { WireError } from '../../wire-error.ts'

export const createInstance = operation({
  name: 'CreateInstance',
  docs: 'Creating a DB Instance',
  service: 'dds',
  method: 'POST',
  path: '/v3/{project_id}/instances',
  access: { action: 'dds:instance:create', action11: 'dds:instance:create', level: 'write', resources: '*' },
  body: creationParameters,
  checks: [checkRegion, checkFlavors, checkTags],
  asks: ({ tags, disk_encryption_id, backup_strategy }) => ({
    tags: tags.map(readTag),
    tagKeys: tags.map(({ key }) => String(key)),
    encrypted: disk_encryption_id !== '',
    backupEnabled: backup_strategy?.keep_days !== 0,
  }),
  errors: [
    errors.parameter,
    errors.instanceName,
    errors.datastoreType,
    errors.datastoreVersion,
    errors.availabilityZone,
    errors.vpc,
    errors.subnet,
    errors.securityGroup,
    errors.port,
    errors.password,
    errors.mode,
    errors.spec,
    errors.storageType,
    errors.storageSize,
    errors.enterpriseProject,
    errors.tagKey,
    errors.tagValue,
    errors.tagLimit,
  ],
  async run(parameters, call) {
    const { project, at } = call
    const { name, tags } = parameters
    const details = detailsFrom(parameters, at)
    const readyAt = at + call.context.provisioningMs
    const instance = { tenant: project.id, id: newId('in02'), region: project.region, name, createdAt: at, readyAt }
    const job = { ...jobOn(instance.id, 'Create_MongoDB', call), instanceName: name }
    const outcome = await call.store.createInstance({
      ...call.provenance,
      instance: { ...instance, details: toDetails(details) },
      tags: tags.map(readTag),
      tagsPerInstanceMax: project.tagsPerInstanceMax,
      job,
    })
    switch (outcome.kind) {
      case 'created':
        return accepted(receipt(instance.id, parameters, details, call, job))
      case 'created-before':
      case 'token-used-differently':
        throw new Error(`A creation without an idempotency token came to "${outcome.kind}"`)
      default:
        return rejections[outcome.kind]
    }
  },
})

function checkRegion({ region }: Creation, { project }: Call): WireError | undefined {
  return region === project.region ? undefined : errors.parameter
}

const flavorsOf: Readonly<Record<Mode, readonly Flavor['type'][]>> = {
  Sharding: ['mongos', 'shard', 'config'],
  ReplicaSet: ['replica'],
  Single: ['single'],
}

/** Each kind of node that the mode is made of, once, and room for data where the kind keeps any. */
function checkFlavors({ mode, flavor }: Creation): WireError | undefined {
  const wanted = flavorsOf[mode]
  const complete = wanted.every((type) => flavor.some((each) => each.type === type))
  if (!complete || flavor.length > wanted.length) return errors.spec
  return flavor.every(({ type, size }) => type === 'mongos' || size !== undefined) ? undefined : errors.storageSize
}

function checkTags({ tags }: Creation, { project }: Call): WireError | undefined {
  if (!tags.every(({ key }) => isKeyToAdd(key))) return errors.tagKey
  if (!tags.every(({ value }) => isValueToAdd(value, project.lenientCreateValue))) return errors.tagValue
  return hasRepeatedKey(tags) ? errors.parameter : undefined
}

/** The answer in its own JSON types: here `port` is a number, and `num`, `size` and `keep_days` are text. */
function receipt(id: string, parameters: Creation, details: Details, { at, project }: Call, job: Job) {
  const { start_time, keep_days } = details.backup_strategy
  return {
    id,
    name: parameters.name,
    datastore: {
      type: details.datastore_type,
      version: details.datastore_version,
      storage_engine: details.storage_engine,
    },
    created: creationTime(at),
    status: 'creating',
    region: project.region,
    availability_zone: details.availability_zone,
    vpc_id: details.vpc_id,
    subnet_id: details.subnet_id,
    security_group_id: details.security_group_id,
    port: parameters.port,
    mode: details.mode,
    disk_encryption_id: details.disk_encryption_id,
    ssl_option: details.ssl_option,
    flavor: details.flavor.map(({ type, num, size, spec_code }) => ({
      type,
      num: String(num),
      size: String(size),
      spec_code,
    })),
    backup_strategy: { start_time, keep_days: String(keep_days) },
    enterprise_project_id: details.enterprise_project_id,
    job_id: job.id,
  }
}
