import { z } from 'zod'
import { seedPolicies } from '../seed-policies.ts'
import { seedTags } from '../seed-tags.ts'
import { seedText } from '../seed-text.ts'
import { modes } from './instances/details.ts'

const hexId = seedText.regex(/^[0-9a-f]{32}$/, 'Write 32 hexadecimal digits in lower case')

const project = z.strictObject({
  id: hexId,
  name: seedText.regex(/^[0-9A-Za-z_-]{1,64}$/, 'Name a project after its region: "cn-north-4", or "cn-north-4_team"'),
  maxTagsPerInstance: z.int().min(1).max(1000).optional(),
  lenientCreateValue: z.boolean().optional(),
})

const accessKey = z.strictObject({
  id: seedText.regex(/^[0-9A-Za-z]{1,64}$/, 'Write letters and digits'),
  secret: seedText.min(1).max(256),
  status: z.enum(['active', 'inactive']).default('active'),
})

/** IAM, "Notes and Constraints": access keys that an IAM user may have. */
export const accessKeysPerUserMax = 2

const user = z.strictObject({
  name: seedText.min(1).max(64),
  id: hexId.optional(),
  admin: z.boolean().default(false),
  password: seedText.min(1).max(128).optional(),
  accessKeys: z
    .array(accessKey)
    .max(accessKeysPerUserMax, `Give a user at most ${accessKeysPerUserMax} access keys`)
    .default([]),
  policies: seedPolicies,
})

const group = z.strictObject({
  name: seedText.min(1).max(128),
  users: z.array(seedText).default([]),
  policies: seedPolicies,
})

const secondsOfDay = 86_400

const agency = z.strictObject({
  name: seedText.regex(/^[\w-]{1,64}$/, 'Write 1 to 64 letters, digits, "_" or "-"'),
  id: hexId.optional(),
  /** Whose users may assume it: the name or the id of a domain. */
  trustDomain: seedText,
  /** How long its credentials last at most, seconds. */
  duration: z.int().min(900).max(secondsOfDay).default(secondsOfDay),
  policies: seedPolicies,
})

const instance = z.strictObject({
  id: seedText.regex(/^[0-9a-f]{32}in\d\d$/, 'Write 32 hexadecimal digits in lower case and "in02"'),
  project: seedText,
  name: seedText,
  tags: seedTags,
  mode: z.enum(modes).default('ReplicaSet'),
  version: z.enum(['3.4', '4.0', '4.2', '4.4', '5.0']).default('4.0'),
  spec: z.string().min(1).max(128).optional(),
  storageGb: z.int().min(10).max(10_000).default(20),
  availabilityZone: z.string().min(1).max(256).optional(),
  vpcId: z.string().min(1).max(64).optional(),
  subnetId: z.string().min(1).max(64).optional(),
  securityGroupId: z.string().min(1).max(64).optional(),
  enterpriseProjectId: z.string().min(1).max(36).default('0'),
  remark: z.string().max(64).default(''),
  prepaid: z.boolean().default(false),
  createdAt: z.iso.datetime({ message: 'Write the time as "2026-01-16T09:34:36Z"' }).optional(),
})

const domain = z.strictObject({
  id: hexId,
  name: seedText.min(1).max(64),
  projects: z.array(project).default([]),
  users: z.array(user).default([]),
  groups: z.array(group).default([]),
  agencies: z.array(agency).default([]),
  instances: z.array(instance).default([]),
})

/** The `huawei:` section of a seed file. */
export const seedSchema = z.strictObject({ domains: z.array(domain).default([]) })

export type Section = z.output<typeof seedSchema>
export type SeedDomain = Section['domains'][number]
export type SeedProject = SeedDomain['projects'][number]
export type SeedUser = SeedDomain['users'][number]
export type SeedAgency = SeedDomain['agencies'][number]
export type SeedInstance = SeedDomain['instances'][number]
