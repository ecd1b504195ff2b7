import type { Operation } from '../operation.ts'

/** What the vendor's SDKs call a service, and what a caller is there: in a project, or in the whole account. */
export interface SdkService {
  /** `dds`, as packages are named. */
  readonly name: string
  /** `Dds`, as clients are. */
  readonly client: string
  readonly version: string
  readonly credentials: 'basic' | 'global'
}

const dds: SdkService = { name: 'dds', client: 'Dds', version: 'v3', credentials: 'basic' }
const iam: SdkService = { name: 'iam', client: 'Iam', version: 'v3', credentials: 'global' }

export const sdkServices: Readonly<Record<Operation['service'], SdkService>> = { dds, iam, 'iam-v3.0': iam }
