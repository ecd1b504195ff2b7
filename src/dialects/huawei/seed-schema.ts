import { z } from 'zod'
import type { Json } from '../../store/instance.ts'
import type { Tag } from '../../tags/tag.ts'
import { modes } from './instances/details.ts'

const quoted = 'Quote the value, so that YAML reads it as text'
const hexId = z.string({ error: quoted }).regex(/^[0-9a-f]{32}$/, 'Write 32 hexadecimal digits in lower case')
/** `{ env: prod }` as tags, in the order written. A key may be any text, `__proto__` too, which a record would lose. */
const tags = z
  .unknown()
  .default({})
  .transform((value, context): readonly Tag[] => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      context.addIssue({ code: 'custom', message: 'Write tags as "key: value"' })
      return z.NEVER
    }
    return Object.entries(value).map(([key, each]): Tag => {
      if (typeof each !== 'string') context.addIssue({ code: 'custom', path: [key], message: quoted })
      return { key, value: String(each) }
    })
  })

const project = z.strictObject({
  id: hexId,
  name: z
    .string()
    .regex(/^[0-9A-Za-z_-]{1,64}$/, 'Name a project after its region: "cn-north-4", or "cn-north-4_team"'),
  maxTagsPerInstance: z.int().min(1).max(1000).optional(),
  lenientCreateValue: z.boolean().optional(),
})

const accessKey = z.strictObject({
  id: z.string({ error: quoted }).regex(/^[0-9A-Za-z]{1,64}$/, 'Write letters and digits'),
  secret: z.string({ error: quoted }).min(1).max(256),
  status: z.enum(['active', 'inactive']).default('active'),
})

const user = z.strictObject({
  name: z.string().min(1).max(64),
  id: hexId.optional(),
  admin: z.boolean().default(false),
  password: z.string({ error: quoted }).min(1).max(128).optional(),
  accessKeys: z.array(accessKey).default([]),
  policies: z
    .array(z.record(z.string(), z.json()))
    .default([])
    .transform((documents) => documents as readonly Json[]),
})

const instance = z.strictObject({
  id: z.string({ error: quoted }).regex(/^[0-9a-f]{32}in\d\d$/, 'Write 32 hexadecimal digits in lower case and "in02"'),
  project: z.string({ error: quoted }),
  name: z.string(),
  tags,
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
  name: z.string().min(1).max(64),
  projects: z.array(project).default([]),
  users: z.array(user).default([]),
  instances: z.array(instance).default([]),
})

/** The `huawei:` section of a seed file. */
export const seedSchema = z.strictObject({ domains: z.array(domain).default([]) })

export type Section = z.output<typeof seedSchema>
export type SeedDomain = Section['domains'][number]
export type SeedProject = SeedDomain['projects'][number]
export type SeedUser = SeedDomain['users'][number]
export type SeedInstance = SeedDomain['instances'][number]
