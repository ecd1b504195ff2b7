import { z } from 'zod'
import type { Refusal } from '../../fleet-rules.ts'
import type { Cloud } from '../cloud.ts'
import { operation, type Told } from '../operation.ts'

const refusal = z.object({ code: z.string(), message: z.string() }).meta({ id: 'Refusal' })

const words = z
  .object({
    cloud: z.string(),
    product: z.string(),
    instance: z.string(),
    tenant: z.string(),
    region: z.string(),
    tagKey: z.string(),
    tagValue: z.string(),
  })
  .describe('What the vendor’s console calls things')

const textRule = z
  .object({
    lengthMax: z.int().nonnegative().describe('Characters, counted in code points'),
    pattern: z.string().describe('A regular expression of JavaScript that the whole text fits'),
    flags: z.string(),
    refusal: refusal.describe('How the vendor answers a breach'),
  })
  .meta({ id: 'TextRule' })

const cloudShape = z
  .object({
    name: z.string(),
    words: z.object({ en: words, zh: words }),
    passwords: z.boolean().describe('Whether users can sign in with a password'),
    tags: z.object({
      key: textRule,
      value: textRule,
      perInstanceMax: z.int().nonnegative().describe('Unless a tenant has a limit of its own'),
      overLimit: refusal.describe('How the vendor answers more of them'),
    }),
  })
  .meta({ id: 'Cloud' })

export const listClouds = operation({
  name: 'ListClouds',
  method: 'GET',
  path: '/api/v1/clouds',
  summary: 'List the clouds, their words and their rules for tags',
  caller: 'anyone',
  reply: z.object({ clouds: z.array(cloudShape) }),
  run: async (_, { context }) => ({ clouds: context.clouds.map(describe) }),
})

function describe({ name, fleet }: Cloud): Told<z.input<typeof cloudShape>> {
  const { words, tagRules, keyRefusal, valueRefusal, rejections, signIn } = fleet
  const { keyLengthMax, keyPattern, valueLengthMax, valuePattern, tagsPerInstanceMax } = tagRules
  const rule = (lengthMax: number, { source: pattern, flags }: RegExp, refusal: Refusal) => {
    return { lengthMax, pattern, flags, refusal: plain(refusal) }
  }
  return {
    name,
    words,
    passwords: signIn !== undefined,
    tags: {
      key: rule(keyLengthMax, keyPattern, keyRefusal),
      value: rule(valueLengthMax, valuePattern, valueRefusal),
      perInstanceMax: tagsPerInstanceMax,
      overLimit: plain(rejections['over-limit']),
    },
  }
}

function plain({ code, message }: Refusal): Refusal {
  return { code, message }
}
