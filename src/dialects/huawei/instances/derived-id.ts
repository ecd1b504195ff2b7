import { hash, randomUUID } from 'node:crypto'

/** What the end of an id says that it names. */
export type IdSuffix = 'in02' | 'gr02' | 'no02'

/** A new id of DDS: 32 hexadecimal digits and the suffix. */
export function newId(suffix: IdSuffix): string {
  return `${randomUUID().replaceAll('-', '')}${suffix}`
}

/** The id of a part of an instance; the same for the same part. */
export function derivedId(instance: string, part: string, suffix: IdSuffix): string {
  return `${hash('sha256', `${instance}/${part}`).slice(0, 32)}${suffix}`
}
