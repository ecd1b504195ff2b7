import { z } from 'zod'
import { policyDocument, seedPolicies } from '../seed-policies.ts'
import { seedTags } from '../seed-tags.ts'
import { seedText } from '../seed-text.ts'
import { sessionSecondsDefault, sessionSecondsMax } from './limits.ts'
import { temporaryKeyPrefix } from './temporary-key-id.ts'

const accessKey = z.strictObject({
  id: seedText
    .regex(/^[A-Za-z0-9._-]{1,128}$/, 'Write 1 to 128 letters, digits, ".", "_" or "-"')
    .refine((id) => !id.startsWith(temporaryKeyPrefix), 'Leave ids that begin with "STS." to temporary keys'),
  secret: seedText.min(1),
  status: z.enum(['Active', 'Inactive']).default('Active'),
})

const user = z.strictObject({
  name: seedText.regex(/^[A-Za-z0-9._-]{1,64}$/, 'Write 1 to 64 letters, digits, ".", "_" or "-"'),
  id: seedText.regex(/^\d+$/, 'Write the id in digits').optional(),
  accessKeys: z.array(accessKey).default([]),
  policies: seedPolicies,
})

/** @see RAM 2015-05-01, CreateGroup */
const group = z.strictObject({
  name: seedText.regex(/^[A-Za-z0-9._-]{1,64}$/, 'Write 1 to 64 letters, digits, ".", "_" or "-"'),
  policies: seedPolicies,
  users: z.array(seedText).default([]),
})

const role = z.strictObject({
  name: seedText.regex(/^[A-Za-z0-9.-]{1,64}$/, 'Write 1 to 64 letters, digits, "." or "-"'),
  id: seedText.regex(/^\d+$/, 'Write the id in digits').optional(),
  trust: policyDocument.optional(),
  /** Seconds. */
  maxSessionDuration: z
    .int()
    .min(sessionSecondsDefault, `Write ${sessionSecondsDefault} to ${sessionSecondsMax} seconds`)
    .max(sessionSecondsMax, `Write ${sessionSecondsDefault} to ${sessionSecondsMax} seconds`)
    .default(sessionSecondsDefault),
  policies: seedPolicies,
})

const time = z.iso.datetime('Write the time as 2026-01-31T08:00:00Z, in quotes')

const resourceId = seedText.regex(/^[A-Za-z0-9-]{1,64}$/, 'Write 1 to 64 letters, digits or "-"')

const instance = z.strictObject({
  id: resourceId,
  region: seedText,
  name: seedText,
  tags: seedTags,
  instanceClass: z.string().default('redis.master.small.default'),
  instanceType: z.enum(['Redis', 'Memcache']).optional(),
  engineVersion: z.enum(['2.8', '4.0', '5.0', '6.0', '7.0'], 'Write 2.8, 4.0, 5.0, 6.0 or 7.0, in quotes').optional(),
  zone: z.string().optional(),
  secondaryZone: z.string().optional(),
  networkType: z.enum(['VPC', 'CLASSIC']).optional(),
  vpcId: resourceId.optional(),
  vSwitchId: resourceId.optional(),
  privateIp: z.ipv4().optional(),
  port: z.int().min(1).max(65_535).optional(),
  resourceGroupId: resourceId.optional(),
  shardCount: z.int().min(1).max(256).optional(),
  readOnlyCount: z.int().min(0).max(9).optional(),
  chargeType: z.enum(['PostPaid', 'PrePaid']).optional(),
  createdAt: time.optional(),
  expiresAt: time.optional(),
  releaseProtection: z.boolean().optional(),
})

const account = z.strictObject({
  /** Shorter than any other cloud's ids of tenants, with which it shares a column that must not repeat. */
  id: seedText.regex(/^\d{1,31}$/, 'Write 1 to 31 digits'),
  name: z.string().min(1).optional(),
  accessKeys: z.array(accessKey).default([]),
  users: z.array(user).default([]),
  groups: z.array(group).default([]),
  roles: z.array(role).default([]),
  instances: z.array(instance).default([]),
})

/** The section `alibaba` of a seed file. */
export const seedSchema = z.strictObject({ accounts: z.array(account).default([]) })

export type Section = z.infer<typeof seedSchema>
export type SeedAccount = Section['accounts'][number]
export type SeedInstance = SeedAccount['instances'][number]
export type SeedUser = SeedAccount['users'][number]
export type SeedGroup = SeedAccount['groups'][number]
export type SeedRole = SeedAccount['roles'][number]
