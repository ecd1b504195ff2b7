import { UsageError } from '../listen-address.ts'

/** `env=test` in two; the value is all that follows the first `=`. @throws UsageError */
export function readPair(option: string, text: string): readonly [name: string, value: string] {
  const end = text.indexOf('=')
  if (end <= 0) throw new UsageError(`Cannot read ${option} "${text}"; give NAME=VALUE`)
  return [text.slice(0, end), text.slice(end + 1)]
}
