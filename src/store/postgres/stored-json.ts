import type { Json } from '../instance.ts'
import { fromStored, toStored } from './stored-text.ts'

/** `value` in JSON, its strings as `stored-text.ts` has them: PostgreSQL takes no `\u0000` and no half surrogates out of JSON. */
export function toStoredJson(value: unknown): string {
  const text = JSON.stringify(value)
  return /\\u000[0-3]|\\ud/.test(text) ? JSON.stringify(value, (_name, member) => mapped(member, toStored)) : text
}

/** The value that `text` is the stored JSON of. */
export function fromStoredJson(text: string): unknown {
  if (!text.includes('\\u0001')) return JSON.parse(text)
  return JSON.parse(text, (_name, member) => mapped(member, fromStored))
}

function mapped(member: Json, change: (text: string) => string): Json {
  return typeof member === 'string' ? change(member) : member
}
