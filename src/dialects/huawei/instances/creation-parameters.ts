import { list, record } from '../compound-kinds.ts'
import { errors } from '../errors.ts'
import type { Input } from '../parameter-kind.ts'
import { integer, oneOf, optional, text, withDefault } from '../scalar-kinds.ts'
import { tagKind } from '../tag-kind.ts'
import { modes } from './details.ts'
import { instanceName } from './instance-name.ts'

const idLengthMax = 64
const ports = { min: 2100, max: 9500, alsoMin: 27017, alsoMax: 27019 }

const portField = integer({ min: ports.min, max: ports.alsoMax }, errors.port)

const port = {
  ...portField,
  limits: `${ports.min} to ${ports.max}, ${ports.alsoMin} to ${ports.alsoMax}`,
  read(value: unknown) {
    const number = portField.read(value)
    return typeof number === 'number' && number > ports.max && number < ports.alsoMin ? errors.port : number
  },
}

const flavor = record(
  {
    type: oneOf(['mongos', 'shard', 'config', 'replica', 'single'], errors.spec),
    num: integer({ min: 1, max: 32 }, errors.spec),
    storage: optional(oneOf(['ULTRAHIGH', 'EXTREMEHIGH'], errors.storageType)),
    size: optional(integer({ min: 10, max: 10_000 }, errors.storageSize)),
    spec_code: text({ max: 128 }, errors.spec),
  },
  errors.spec,
)

/** The body of "Creating a DB Instance". What it does not name, `configurations` for example, is accepted and not kept. */
export const creationParameters = {
  name: instanceName,
  datastore: record(
    {
      type: oneOf(['DDS-Community'], errors.datastoreType),
      version: oneOf(['3.4', '4.0', '4.2', '4.4', '5.0'], errors.datastoreVersion),
      storage_engine: optional(oneOf(['wiredTiger', 'rocksDB'], errors.datastoreVersion)),
    },
    errors.datastoreType,
  ),
  region: text({ max: idLengthMax, limits: "the project's region" }, errors.parameter),
  availability_zone: text({ max: 256 }, errors.availabilityZone),
  vpc_id: text({ max: idLengthMax }, errors.vpc),
  subnet_id: text({ max: idLengthMax }, errors.subnet),
  security_group_id: text({ max: idLengthMax }, errors.securityGroup),
  port: withDefault(port, 8635),
  password: optional(text({ min: 8, max: 32 }, errors.password)),
  mode: oneOf(modes, errors.mode),
  flavor: list(flavor, { min: 1, max: 8 }, errors.spec),
  backup_strategy: optional(
    record(
      {
        start_time: text(
          { max: 11, pattern: /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, limits: '`HH:MM-HH:MM`' },
          errors.parameter,
        ),
        keep_days: withDefault(integer({ min: 0, max: 732 }, errors.parameter), 7),
      },
      errors.parameter,
    ),
  ),
  disk_encryption_id: withDefault(text({ min: 0, max: idLengthMax }, errors.parameter), ''),
  enterprise_project_id: withDefault(text({ max: 36, pattern: /^[0-9A-Za-z-]+$/ }, errors.enterpriseProject), '0'),
  ssl_option: withDefault(oneOf(['0', '1'], errors.parameter), '1'),
  dss_pool_id: withDefault(text({ min: 0, max: idLengthMax }, errors.parameter), ''),
  charge_info: optional(record({ charge_mode: oneOf(['postPaid', 'prePaid'], errors.parameter) }, errors.parameter)),
  tags: withDefault(list(tagKind, {}, errors.parameter), []),
}

export type Creation = Input<typeof creationParameters>
