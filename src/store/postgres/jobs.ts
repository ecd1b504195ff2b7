import type { TenantId } from '../../tags/tag.ts'
import type { Job } from '../instance.ts'
import type { Queries } from './queries.ts'

interface JobRow {
  readonly tenant: string
  readonly id: string
  readonly name: string
  readonly instance: string
  readonly instance_name: string
  readonly created_at: number
  readonly ends_at: number
  readonly forget_at: number
}

const columns = 'tenant, id, name, instance, instance_name, created_at, ends_at, forget_at'

export async function findJob(queries: Queries, tenant: TenantId, id: string): Promise<Job | undefined> {
  const row = await queries.get<JobRow>(`select ${columns} from job where tenant = $1 and id = $2`, [tenant, id])
  if (!row) return undefined
  const { instance_name: instanceName, created_at: createdAt, ends_at: endsAt, forget_at: forgetAt, ...rest } = row
  return { ...rest, instanceName, createdAt, endsAt, forgetAt }
}

/** Adds a job to those of its tenant, and removes those that are to be forgotten. @param queries the transaction it is part of */
export async function addJob(queries: Queries, job: Job, now: number): Promise<void> {
  const { tenant, id, name, instance, instanceName, createdAt, endsAt, forgetAt } = job
  await Promise.all([
    queries.run('delete from job where tenant = $1 and forget_at <= $2', [tenant, now]),
    queries.run(`insert into job (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8)`, [
      ...[tenant, id, name, instance, instanceName, createdAt, endsAt, forgetAt],
    ]),
  ])
}
