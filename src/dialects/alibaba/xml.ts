import XMLBuilder from 'fast-xml-builder'
import type { Json } from '../../store/instance.ts'

const builder = new XMLBuilder({ tagValueProcessor: (_name, value) => sanitize(value) })

/** Characters that no XML 1.0 document may hold, not even escaped. */
const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

/** An XML document; a list is its element repeated. Characters that XML cannot carry become U+FFFD. */
export function writeXml(root: string, members: { readonly [member: string]: Json }): string {
  return `<?xml version='1.0' encoding='UTF-8'?>${builder.build({ [root]: members })}`
}

function sanitize(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(unwritable, '\uFFFD') : value
}
