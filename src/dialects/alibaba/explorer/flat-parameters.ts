import { isJsonObject } from '../../../access/strict-json.ts'
import type { PlainCall } from '../../explorer-rules.ts'
import { ParameterProblem } from '../../parameter-problem.ts'
import { percentEncode } from '../../percent-encode.ts'
import { parametersMax } from '../limits.ts'
import type { Operation } from '../operation.ts'

/** A parameter as it stands on the wire: `ResourceId.1`, `Tag.1.Key`. */
export type FlatParameter = readonly [name: string, value: string]

/** The parameters of a call as clients of RPC write them: lists are flat and counted from 1, null is left out. */
export function flatParameters(
  operation: Operation,
  parameters: PlainCall['parameters'],
): readonly FlatParameter[] | ParameterProblem {
  const flat: FlatParameter[] = []
  for (const [name, value] of Object.entries(parameters)) {
    if (!Object.hasOwn(operation.parameters, name)) {
      return new ParameterProblem(name, `Leave it out: ${operation.name} has no such parameter`)
    }
    const isList = operation.parameters[name]?.type === 'RepeatList'
    if (!put(name, value, isList ? 2 : 0, flat)) return new ParameterProblem(name, isList ? asList : asScalar)
    if (flat.length > parametersMax) return new ParameterProblem(name, `Send at most ${parametersMax} parameters`)
  }
  return flat
}

const asList = 'Send a list of texts, or of objects of texts'
const asScalar = 'Send a text, a number or a boolean'

/** @param depth how many levels of lists and objects there may be @returns whether `value` could be written */
function put(name: string, value: unknown, depth: number, flat: FlatParameter[]): boolean {
  if (value === null) return true
  if (typeof value !== 'object') {
    flat.push([name, String(value)])
    return typeof value !== 'string' || value.isWellFormed()
  }
  if (depth === 0) return false
  const members = isJsonObject(value) ? Object.entries(value) : (value as unknown[]).map((item, at) => [at + 1, item])
  return members
    .slice(0, parametersMax + 1)
    .every(([member, inner]) => /^\w+$/.test(String(member)) && put(`${name}.${member}`, inner, depth - 1, flat))
}

/** As both signatures and the query write them. */
export function queryOf(flat: readonly FlatParameter[]): string {
  return flat.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&')
}
