import type { WriteStream } from 'node:tty'

const width = 30
/** A terminal is written to this often at most, milliseconds. */
const drawMs = 100

/** How far a long work is, drawn on a terminal; on anything else it draws nothing. */
export class ProgressBar {
  readonly #terminal: Pick<WriteStream, 'isTTY' | 'write'>
  readonly #total: number
  readonly #now: () => number
  #done = 0
  #drawnAt = Number.NEGATIVE_INFINITY

  /** @param now milliseconds, for how often it is drawn */
  constructor(terminal: Pick<WriteStream, 'isTTY' | 'write'>, total: number, now = () => performance.now()) {
    this.#terminal = terminal
    this.#total = total
    this.#now = now
  }

  advance(count: number): void {
    this.#done += count
    if (this.#now() - this.#drawnAt >= drawMs) this.#draw()
  }

  /** Leaves the last state on a line of its own. */
  end(): void {
    this.#draw()
    if (this.#terminal.isTTY) this.#terminal.write('\n')
  }

  #draw(): void {
    if (!this.#terminal.isTTY) return
    this.#drawnAt = this.#now()
    const share = this.#total === 0 ? 1 : Math.min(1, this.#done / this.#total)
    const full = Math.floor(share * width)
    const bar = '#'.repeat(full) + '.'.repeat(width - full)
    this.#terminal.write(`\r[${bar}] ${Math.floor(share * 100)} %  ${this.#done.toLocaleString('en')} rows `)
  }
}
