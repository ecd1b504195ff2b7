/** An answer that is made while it is read: longer than what should be in memory at once. */
export class Streamed {
  readonly headers: Readonly<Record<string, string>>
  readonly chunks: AsyncIterable<string>

  constructor(headers: Streamed['headers'], chunks: AsyncIterable<string>) {
    this.headers = headers
    this.chunks = chunks
  }
}
