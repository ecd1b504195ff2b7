import { styleText } from 'node:util'

const width = 30
/** A terminal is written to this often at most, milliseconds. */
const drawMs = 100

/** How far a long work is, drawn on a terminal; on anything else it draws nothing. */
export class ProgressBar {
  readonly #terminal: NodeJS.WriteStream
  readonly #now: () => number
  #drawnAt = Number.NEGATIVE_INFINITY

  /** @param now milliseconds, for how often it is drawn */
  constructor(terminal: NodeJS.WriteStream = process.stderr, now = () => performance.now()) {
    this.#terminal = terminal
    this.#now = now
  }

  /** @param share of the work that is done, 0 to 1 @param what it is at */
  show(share: number, what: string): void {
    if (!this.#terminal.isTTY || this.#now() - this.#drawnAt < drawMs) return
    this.#drawnAt = this.#now()
    const full = Math.floor(Math.min(Math.max(share, 0), 1) * width)
    const bar = styleText('cyan', '█'.repeat(full), { stream: this.#terminal }) + '░'.repeat(width - full)
    this.#rewrite(`${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${what}`)
  }

  /** Takes it away. */
  clear(): void {
    if (this.#terminal.isTTY) this.#rewrite('')
  }

  #rewrite(text: string): void {
    this.#terminal.write(`\r\u001b[K${text}`)
  }
}
