/** A refusal in the vendor's words. Messages are wire literals: their slips are the vendor's own. */
export interface WireError {
  readonly status: number
  readonly code: string
  readonly message: string
}

export function wireError(status: number, code: string, message: string): WireError {
  return { status, code, message }
}

/** Whether an answer is a refusal. Members of the other answers begin with a capital letter. */
export function isWireError(answer: object): answer is WireError {
  return 'code' in answer
}
