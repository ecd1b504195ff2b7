import type { WireRequest } from '../dialect.ts'
import { percentEncode } from '../percent-encode.ts'
import type { WireError } from '../wire-error.ts'
import { gatewayErrors } from './errors.ts'
import { parametersMax } from './limits.ts'
import { percentDecode } from './percent-decode.ts'

/** A parameter as received and decoded, and as the signatures write it: `name=value`, both encoded. */
export interface Parameter {
  readonly name: string
  readonly value: string
  readonly canonical: string
}

/** All parameters of a request: query and form body are one map, in which each name stands once. */
export interface Parameters {
  readonly query: readonly Parameter[]
  readonly form: readonly Parameter[]
  readonly values: ReadonlyMap<string, string>
  /** Why the request is to be refused: what could be read is read all the same, to know the format of the answer. */
  readonly problem?: WireError
}

const formType = 'application/x-www-form-urlencoded'

/**
 * Reads the parameters of a request. A repeated name is a problem, wherever it stands, so that what one reader takes
 * for signed is what another executes. A body of another type than a form has no parameters.
 */
export function readParameters({
  target,
  headers,
  body,
}: Pick<WireRequest, 'target' | 'headers' | 'body'>): Parameters {
  const reading: Reading = { values: new Map(), pairs: 0, problem: undefined }
  const mark = target.indexOf('?')
  const query = mark < 0 ? [] : readPairs(target.slice(mark + 1), reading)
  const isForm = body.length > 0 && (headers['content-type'] ?? '').toLowerCase().startsWith(formType)
  const form = isForm ? readPairs(body.toString('latin1'), reading) : []
  const { values, problem } = reading
  return problem ? { query, form, values, problem } : { query, form, values }
}

interface Reading {
  readonly values: Map<string, string>
  pairs: number
  problem: WireError | undefined
}

function readPairs(text: string, reading: Reading): Parameter[] {
  const parameters: Parameter[] = []
  for (let start = 0; start <= text.length; ) {
    const next = text.indexOf('&', start)
    const end = next < 0 ? text.length : next
    if (end > start) {
      reading.pairs += 1
      if (reading.pairs > parametersMax) {
        reading.problem ??= gatewayErrors.tooManyParameters
        break
      }
      const parameter = readPair(text.slice(start, end), reading)
      if (parameter) parameters.push(parameter)
    }
    start = end + 1
  }
  return parameters
}

/** A pair that is signed as it was sent: nothing in it is escaped or needs to be. */
const canonicalPair = /^[\w.~-]+=[\w.~-]*$/

function readPair(pair: string, reading: Reading): Parameter | undefined {
  const sign = pair.indexOf('=')
  const rawName = sign < 0 ? pair : pair.slice(0, sign)
  const rawValue = sign < 0 ? '' : pair.slice(sign + 1)
  if (canonicalPair.test(pair)) return keep({ name: rawName, value: rawValue, canonical: pair }, reading)
  const name = percentDecode(rawName)
  const value = percentDecode(rawValue)
  if (name === undefined || value === undefined) {
    reading.problem ??= gatewayErrors.undecodable(name)
    return undefined
  }
  return keep({ name, value, canonical: `${percentEncode(name)}=${percentEncode(value)}` }, reading)
}

function keep(parameter: Parameter, reading: Reading): Parameter | undefined {
  const { name, value } = parameter
  if (reading.values.has(name)) {
    reading.problem ??= gatewayErrors.repeated(name)
    return undefined
  }
  reading.values.set(name, value)
  return parameter
}
