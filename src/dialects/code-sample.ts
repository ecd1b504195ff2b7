/** A call as code of one client. It takes the access key from the environment. */
export interface CodeSample {
  /** `curl`, `typescript` */
  readonly client: string
  /** `curl and openssl` */
  readonly title: string
  /** As Markdown names languages: `sh`. */
  readonly language: string
  /** What to install first, as one types it; absent where there is nothing. */
  readonly install?: string
  /** Whether the tests run it; else it is made after the client's source or documentation. */
  readonly tested: boolean
  readonly text: string
}
