import { randomInt } from 'node:crypto'
import { text as textOf } from 'node:stream/consumers'
import type { IdentityRules } from '../../dialects/identity-rules.ts'
import { UsageError } from '../listen-address.ts'

/** Letters of each kind that password policies ask for; none that look like another. */
const kinds = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789', '-_!@%+=']
const length = 24

/** A password, and whether a person has to be told it. */
export interface NewPassword {
  readonly password: string
  readonly generated: boolean
}

/** The password on stdin, or one that is made up. @throws UsageError if the vendor would not have it */
export async function newPassword({ passwordObjection }: IdentityRules, fromStdin: boolean): Promise<NewPassword> {
  if (!fromStdin) return { password: generatePassword(), generated: true }
  if (process.stdin.isTTY) throw new UsageError('Give the password on stdin: tagplane access … --password-stdin < FILE')
  const password = (await textOf(process.stdin)).replace(/\r?\n$/, '')
  const objection = passwordObjection?.(password)
  if (objection !== undefined) throw new UsageError(objection)
  return { password, generated: false }
}

/** One letter of each kind at least, in no order; some 140 bits. */
export function generatePassword(): string {
  const letters = kinds.join('')
  const drawn = [...kinds, ...Array.from({ length: length - kinds.length }, () => letters)].map(drawFrom)
  for (let last = drawn.length - 1; last > 0; last--) {
    const other = randomInt(last + 1)
    ;[drawn[last], drawn[other]] = [drawn[other] ?? '', drawn[last] ?? '']
  }
  return drawn.join('')
}

function drawFrom(letters: string): string {
  return letters[randomInt(letters.length)] ?? ''
}
