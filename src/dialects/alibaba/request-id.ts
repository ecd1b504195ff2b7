import { randomUUID } from 'node:crypto'

/** A request id as the vendor writes it: a UUID in capital letters. */
export function newRequestId(): string {
  return randomUUID().toUpperCase()
}
