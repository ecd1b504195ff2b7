import { closeSync, openSync, readSync } from 'node:fs'

/** Far more than a line of the trail may take. */
const chunkBytes = 256 * 1024
const lineEnd = 0x0a

/** Reads a file that may still grow, line by line, in constant memory. */
export class FileLines {
  readonly #fd: number
  readonly #chunk = Buffer.alloc(chunkBytes)
  /** Bytes of the chunk that belong to a line whose end has not come yet. */
  #begun = 0

  /** @throws if the file cannot be opened */
  constructor(path: string) {
    this.#fd = openSync(path, 'r')
  }

  /** Whether the file ends in the middle of a line, as far as it was read. */
  get endsTorn(): boolean {
    return this.#begun > 0
  }

  /** Some of the next lines, without their ends; undefined at the end of the file, which may have more the next time. */
  next(): readonly string[] | undefined {
    for (;;) {
      const read = readSync(this.#fd, this.#chunk, this.#begun, chunkBytes - this.#begun, null)
      if (read === 0) return undefined
      const filled = this.#begun + read
      const end = this.#chunk.lastIndexOf(lineEnd, filled - 1)
      if (end >= 0) return this.#take(end, filled)
      this.#begun = filled
      // No line of ours: it is handed on as it is.
      if (filled === chunkBytes) return this.#take(chunkBytes, chunkBytes)
    }
  }

  close(): void {
    closeSync(this.#fd)
  }

  #take(end: number, filled: number): readonly string[] {
    const lines = this.#chunk.toString('utf8', 0, end).split('\n')
    this.#chunk.copyWithin(0, end + 1, filled)
    this.#begun = Math.max(0, filled - end - 1)
    return lines
  }
}
