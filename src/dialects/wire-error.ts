/** Why a call is refused, in the vendor's words: messages are wire literals, slips included. A value, never thrown. */
export class WireError {
  readonly status: number
  readonly code: string
  readonly message: string

  constructor(status: number, code: string, message: string) {
    this.status = status
    this.code = code
    this.message = message
  }
}
