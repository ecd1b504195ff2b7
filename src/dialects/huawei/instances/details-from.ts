import type { Creation } from './creation-parameters.ts'
import type { Details, Flavor } from './details.ts'

const backupByDefault = { start_time: '00:00-01:00', keep_days: 7 }

/** What is kept of a create call; `at` in milliseconds since 1970. Its password is not. */
export function detailsFrom(parameters: Creation, at: number): Details {
  const { datastore, charge_info, flavor, port } = parameters
  return {
    mode: parameters.mode,
    datastore_type: datastore.type,
    datastore_version: datastore.version,
    storage_engine: datastore.storage_engine ?? engineOf(datastore.version),
    availability_zone: parameters.availability_zone,
    vpc_id: parameters.vpc_id,
    subnet_id: parameters.subnet_id,
    security_group_id: parameters.security_group_id,
    enterprise_project_id: parameters.enterprise_project_id,
    disk_encryption_id: parameters.disk_encryption_id,
    dss_pool_id: parameters.dss_pool_id,
    remark: '',
    port: String(port),
    ssl_option: parameters.ssl_option,
    pay_mode: charge_info?.charge_mode === 'prePaid' ? '1' : '0',
    flavor: flavor.map(({ type, num, size = 0, spec_code }): Flavor => ({ type, num, size, spec_code })),
    backup_strategy: parameters.backup_strategy ?? backupByDefault,
    updated_at: at,
  }
}

/** RocksDB from 4.2 on (DDS, "Creating a DB Instance"). */
export function engineOf(version: string): Details['storage_engine'] {
  return version < '4.2' ? 'wiredTiger' : 'rocksDB'
}
