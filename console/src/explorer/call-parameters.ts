import type { Operation, Parameter } from '../api/api-types.ts'

/** What stands in the fields, by the names of the parameters. */
export type FieldTexts = Readonly<Record<string, string | undefined>>

/** The parameters of a call, or the fields that say none. */
export type CallParameters =
  | { readonly parameters: Readonly<Record<string, unknown>> }
  | { readonly problems: Readonly<Record<string, 'malformed' | 'missing'>> }

/** Whether a parameter is written over several lines: a list, or an object. */
export function isCompound({ type }: Pick<Parameter, 'type'>): boolean {
  return /list|array|object/i.test(type)
}

/** Reads the fields; empty ones are left out. What the values may be, the vendor's API says. */
export function callParameters({ parameters }: Pick<Operation, 'parameters'>, texts: FieldTexts): CallParameters {
  const read = new Map<string, unknown>()
  const problems = new Map<string, 'malformed' | 'missing'>()
  for (const parameter of parameters) {
    const text = texts[parameter.name]?.trim() ?? ''
    if (text === '') {
      if (parameter.in === 'path') problems.set(parameter.name, 'missing')
      continue
    }
    const value = isCompound(parameter) ? compound(text) : scalar(parameter, text)
    if (value === undefined) problems.set(parameter.name, 'malformed')
    else read.set(parameter.name, value)
  }
  return problems.size > 0 ? { problems: Object.fromEntries(problems) } : { parameters: Object.fromEntries(read) }
}

/** JSON, or else a text on each line. */
function compound(text: string): unknown {
  if (!/^[[{]/.test(text)) return text.split('\n').map((line) => line.trim())
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function scalar({ type }: Parameter, text: string): string | number | boolean {
  if (/^integer$/i.test(type) && /^-?\d{1,15}$/.test(text)) return Number(text)
  return /^boolean$/i.test(type) && /^(true|false)$/.test(text) ? text === 'true' : text
}

/** The texts that a parameter may be, where its limits list them. */
export function choicesOf({ limits }: Pick<Parameter, 'limits'>): readonly string[] {
  const [list = ''] = limits.split(';', 1)
  return /^`[^`]+`(, `[^`]+`)*$/.test(list) ? Array.from(list.matchAll(/`([^`]+)`/g), ([, text = '']) => text) : []
}

/** How a value of a list or an object is written. */
export function exampleOf({ members, type }: Pick<Parameter, 'members' | 'type'>): string {
  if (!members) return ''
  const object = `{ ${members.map(({ name }) => `"${name}": …`).join(', ')} }`
  return type === 'object' ? object : `[${object}]`
}
