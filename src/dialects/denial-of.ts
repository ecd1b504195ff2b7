import { decide } from '../access/policy/decide.ts'
import type { Denial, Refusal } from './fleet-rules.ts'
import type { PermissionCase } from './permission-rules.ts'

/** Why the policies do not allow a case with all known, if they do not. @param words the vendor's for it */
export function denialOf({ layers, request, action, resource }: PermissionCase, words: Refusal): Denial | undefined {
  if (layers.length === 0 || decide(layers, request).effect === 'allow') return undefined
  const { code, message } = words
  return { code, message, action, resource }
}
