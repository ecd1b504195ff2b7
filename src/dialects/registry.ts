import { alibaba } from './alibaba/alibaba.ts'
import type { DialectModule } from './dialect.ts'
import { huawei } from './huawei/huawei.ts'

/** The vendors that Tagplane speaks for; the first that owns a path answers it. */
export const dialectModules: readonly DialectModule[] = [alibaba, huawei]
