import { styleText } from 'node:util'

/** Cells of a full bar. */
const width = 30

/** Shows how far a long work is, on a terminal; elsewhere it shows nothing. */
export interface ProgressBar {
  /** @param share of the work that is done, 0 to 1 @param what it is at */
  show(share: number, what: string): void
  /** Takes the bar away. */
  clear(): void
}

export function progressBar(stream: NodeJS.WriteStream = process.stderr): ProgressBar {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} }
  const rewrite = (text: string) => stream.write(`\r\u001b[K${text}`)
  return {
    show(share, what) {
      const cells = Math.round(Math.min(Math.max(share, 0), 1) * width)
      const bar = styleText('cyan', '█'.repeat(cells), { stream }) + '░'.repeat(width - cells)
      rewrite(`${bar} ${String(Math.round(share * 100)).padStart(3)} %  ${what}`)
    },
    clear: () => rewrite(''),
  }
}
