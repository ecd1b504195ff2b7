import { WireError as AnyWireError } from '../wire-error.ts'

/** Which part of the cloud words an error; each has its own body. */
export type Producer = 'service' | 'gateway' | 'keystone' | 'iam'

/** Why a call is refused, and who says so. The codes of Keystone's errors are ours: on the wire they have their status. */
export class WireError extends AnyWireError {
  readonly producer: Producer
  /** Of a denial: what an administrator finds its reasons by, unreadable to the caller. */
  readonly encodedMessage: string | undefined

  constructor(producer: Producer, status: number, code: string, message: string, encodedMessage?: string) {
    super(status, code, message)
    this.producer = producer
    this.encodedMessage = encodedMessage
  }
}
