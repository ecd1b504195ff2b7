/** Why parameters cannot be written into a request, whatever the vendor's API would say of them. A value, never thrown. */
export class ParameterProblem {
  readonly parameter: string
  /** What to do. */
  readonly message: string

  constructor(parameter: string, message: string) {
    this.parameter = parameter
    this.message = message
  }
}
