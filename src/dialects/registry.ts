import { alibaba } from './alibaba/alibaba.ts'
import type { Dialect, DialectContext, DialectModule } from './dialect.ts'
import { huawei } from './huawei/huawei.ts'
import { createNative } from './native/native.ts'

/** The vendors that Tagplane speaks for. */
export const dialectModules: readonly DialectModule[] = [alibaba, huawei]

/** All that is served: Tagplane's own API, and that of each vendor. The first that owns a path answers it. */
export function createDialects(context: DialectContext): readonly [Dialect, ...Dialect[]] {
  return [createNative(context, dialectModules), ...dialectModules.map((module) => module.create(context))]
}
