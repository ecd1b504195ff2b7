import type { PlainCall } from '../../explorer-rules.ts'
import type { FlatParameter } from '../explorer/flat-parameters.ts'
import type { Operation } from '../operation.ts'

/** What each sample is written from. */
export interface SampleCall {
  readonly operation: Operation
  readonly parameters: PlainCall['parameters']
  readonly flat: readonly FlatParameter[]
  readonly origin: URL
}

/** What the SDKs call the scheme. */
export function protocolOf({ protocol }: URL): 'HTTP' | 'HTTPS' {
  return protocol === 'https:' ? 'HTTPS' : 'HTTP'
}

/** What a client without the parameter asks for instead, for the region of its configuration. */
export function regionOf({ parameters: { RegionId } }: SampleCall): string {
  return typeof RegionId === 'string' && RegionId !== '' ? RegionId : 'cn-hangzhou'
}
