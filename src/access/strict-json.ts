import { isUtf8 } from 'node:buffer'

/** A JSON object as a caller sent it: its members are his, whatever they are called. */
export type JsonObject = { readonly [member: string]: unknown }

const depthMax = 32
/** Values in one body; the largest that makes sense, 10 tags or 20 conditions with their values, have a few hundred. */
const valuesMax = 20_000

const quote = 0x22
const backslash = 0x5c
const colon = 0x3a
const comma = 0x2c
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

/**
 * The object that `body` is the JSON text of; undefined if it is no UTF-8, no JSON or no object, if it is nested
 * deeper than 32, if it has more than 20,000 values, or if an object in it has a member twice (readers differ in which one they take).
 */
export function parseJsonObject(body: Buffer): JsonObject | undefined {
  const value = isUtf8(body) ? parseStrictJson(body.toString()) : undefined
  return isJsonObject(value) ? value : undefined
}

/** The value that `text` is the JSON of, within the same limits; undefined if there is none. */
export function parseStrictJson(text: string): unknown {
  if (!isModestAndUnambiguous(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether a parsed JSON value is an object. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** One pass over `text`, which need not be JSON: what is wrong with it otherwise, the parser will tell. */
function isModestAndUnambiguous(text: string): boolean {
  const open: (Set<string> | undefined)[] = []
  let values = 1
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case comma:
        values++
        break
      case openBrace:
        open.push(new Set())
        values++
        break
      case openBracket:
        open.push(undefined)
        values++
        break
      case closeBrace:
      case closeBracket:
        open.pop()
        break
      case quote: {
        const end = endOfString(text, at)
        const members = open.at(-1)
        if (members && isMemberName(text, end) && !isAdded(members, memberName(text.slice(at, end)))) return false
        at = end - 1
      }
    }
    if (open.length > depthMax || values > valuesMax) return false
  }
  return true
}

/** Adds `name`, unless it is there. */
function isAdded(names: Set<string>, name: string): boolean {
  return names.size < names.add(name).size
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (character === quote) return at + 1
    if (character === backslash) at++
  }
  return text.length
}

function isMemberName(text: string, after: number): boolean {
  let at = after
  while (text.charCodeAt(at) <= 0x20) at++
  return text.charCodeAt(at) === colon
}

function memberName(literal: string): string {
  if (!literal.includes('\\')) return literal
  try {
    return JSON.stringify(JSON.parse(literal))
  } catch {
    return literal
  }
}
