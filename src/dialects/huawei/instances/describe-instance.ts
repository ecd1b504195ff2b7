import type { TaggedInstance } from '../../../store/instance.ts'
import { detailsOf } from './details.ts'
import { listTime } from './times.ts'
import { topology } from './topology.ts'

/**
 * An instance as "Querying Instances and Details" lists it, in the JSON types that the clients decode: `port`, `pay_mode`
 * and volumes are text, `ssl` and `keep_days` numbers.
 * @param now milliseconds since 1970
 */
export function describeInstance(instance: TaggedInstance, now: number) {
  const details = detailsOf(instance)
  const ready = instance.readyAt <= now
  const status = ready ? 'normal' : 'creating'
  return {
    id: instance.id,
    name: instance.name,
    remark: details.remark,
    status,
    port: details.port,
    mode: details.mode,
    region: instance.region,
    datastore: { type: details.datastore_type, version: details.datastore_version, patch_available: false },
    engine: details.storage_engine,
    created: listTime(instance.createdAt),
    updated: listTime(Math.max(details.updated_at, ready ? instance.readyAt : 0)),
    db_user_name: 'rwuser',
    ssl: Number(details.ssl_option),
    vpc_id: details.vpc_id,
    subnet_id: details.subnet_id,
    security_group_id: details.security_group_id,
    backup_strategy: details.backup_strategy,
    pay_mode: details.pay_mode,
    maintenance_window: '18:00-22:00',
    groups: topology(instance.id, details, status),
    disk_encryption_id: details.disk_encryption_id,
    enterprise_project_id: details.enterprise_project_id,
    time_zone: '',
    dss_pool_id: details.dss_pool_id,
    order_id: '',
    actions: ready ? [] : ['CREATE'],
    tags: instance.tags,
  }
}
