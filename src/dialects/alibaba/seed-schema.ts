import { z } from 'zod'

const policy = z.record(z.string(), z.json())

const accessKey = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9._-]{1,128}$/, 'Write 1 to 128 letters, digits, ".", "_" or "-"'),
  secret: z.string().min(1),
  status: z.enum(['Active', 'Inactive']).default('Active'),
})

const user = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, 'Write 1 to 64 letters, digits, ".", "_" or "-"'),
  id: z.string().regex(/^\d+$/, 'Write the id in digits').optional(),
  accessKeys: z.array(accessKey).default([]),
  policies: z.array(policy).default([]),
})

const role = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9.-]{1,64}$/, 'Write 1 to 64 letters, digits, "." or "-"'),
  id: z.string().regex(/^\d+$/, 'Write the id in digits').optional(),
  trust: policy.optional(),
  policies: z.array(policy).default([]),
})

/**
 * Keys and values, the object as it is: a record of zod's would lose the key `__proto__`. YAML reads `1` and `true` as
 * something else than texts, and would lose `1.0`: they must be quoted.
 */
const tags = z
  .custom<Readonly<Record<string, string>>>(isMapping, 'Write the tags as "key: value"')
  .superRefine((mapping, context) => {
    for (const [key, value] of Object.entries(mapping)) {
      if (typeof value === 'string') continue
      context.addIssue({ code: 'custom', path: [key], message: 'Write the tag value in quotes: it is a text' })
    }
  })

const time = z.iso.datetime('Write the time as 2026-01-31T08:00:00Z, in quotes')

const resourceId = z.string().regex(/^[A-Za-z0-9-]{1,64}$/, 'Write 1 to 64 letters, digits or "-"')

const instance = z.strictObject({
  id: resourceId,
  region: z.string(),
  name: z.string().min(1).max(128),
  tags: tags.default({}),
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
  id: z.string('Write the account id in quotes').regex(/^\d{1,32}$/, 'Write the account id in digits, in quotes'),
  name: z.string().min(1).optional(),
  accessKeys: z.array(accessKey).default([]),
  users: z.array(user).default([]),
  roles: z.array(role).default([]),
  instances: z.array(instance).default([]),
})

/** The section `alibaba` of a seed file. */
export const seedSchema = z.strictObject({ accounts: z.array(account).default([]) })

export type AlibabaSection = z.infer<typeof seedSchema>
export type SeedAccount = AlibabaSection['accounts'][number]
export type SeedInstance = SeedAccount['instances'][number]

function isMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
