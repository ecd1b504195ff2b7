/** What is wrong with a policy document, in words, and where: member names and list indices from the top. */
export interface PolicyProblem {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** A JSON object as its author wrote it: its members are his, whatever they are called. */
export type JsonObject = { readonly [member: string]: unknown }

const problemsMax = 100
const messageLengthMax = 500

/** A place in a document that is being read; it collects what is wrong there and below. */
export class Place {
  readonly path: readonly (string | number)[]
  readonly problems: PolicyProblem[]

  constructor(path: readonly (string | number)[] = [], problems: PolicyProblem[] = []) {
    this.path = path
    this.problems = problems
  }

  at(...steps: readonly (string | number)[]): Place {
    return new Place([...this.path, ...steps], this.problems)
  }

  /** Notes a problem, unless there are 100 already. */
  refuse(message: string): undefined {
    if (this.problems.length < problemsMax) this.problems.push({ path: this.path, message: cut(message) })
  }

  /** `value`, if it is an object with at most `membersMax` members. */
  object(value: unknown, what: string, membersMax = Number.POSITIVE_INFINITY): JsonObject | undefined {
    if (!isObject(value)) return this.refuse(`Write ${what} as an object`)
    if (Object.keys(value).length > membersMax) return this.refuse(`Write at most ${membersMax} members in ${what}`)
    return value
  }

  /** Refuses the members of `value` that are not among `known`. */
  only(value: JsonObject, known: readonly string[], what: string): void {
    for (const member of Object.keys(value)) {
      if (!known.includes(member)) this.at(member).refuse(`Remove "${member}": ${what} has ${inWords(known)}`)
    }
  }
}

/** The own member of an object, whatever it is called. */
export function member(value: JsonObject, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What a message quotes may be of any length. */
function cut(message: string): string {
  return message.length > messageLengthMax ? `${message.slice(0, messageLengthMax)}…` : message
}

function inWords(names: readonly string[]): string {
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? 'no members')
}
