import type { DialectModule } from '../dialect.ts'
import { introduce } from './introduce.ts'
import { realm } from './project.ts'
import { seedContents } from './seed-contents.ts'
import { seedProblems } from './seed-problems.ts'
import { type Section, seedSchema } from './seed-schema.ts'
import { serve } from './serve.ts'

/** Huawei Cloud DDS v3, with the part of IAM v3 that its clients need. */
export const huawei: DialectModule<Section> = {
  name: realm,
  create: serve,
  seedSchema,
  seedProblems,
  seedContents,
  introduce,
}
