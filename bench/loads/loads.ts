import { alibabaLoads } from './alibaba-loads.ts'
import { huaweiLoads } from './huawei-loads.ts'
import type { Load } from './load.ts'

/** All loads, in the order of the table. */
export const loads: readonly Load[] = [...alibabaLoads, ...huaweiLoads]
