import type { Grammar } from './grammar.ts'
import {
  absence,
  negative,
  positive,
  readAddress,
  readBoolean,
  readDate,
  readNumber,
  readPattern,
  readText,
  relations,
  withIfExists,
  withQuantifiers,
} from './operators.ts'
import type { PolicyKind } from './policy.ts'
import { compileWildcard } from './wildcard.ts'

const operators = {
  ...withIfExists(
    withQuantifiers({
      Is: positive(readText),
      IsNot: negative(readText, true),
      Like: positive(readPattern),
      Below: positive(readNumber(relations.LessThan)),
      Before: positive(readDate(relations.LessThan)),
      Bool: positive(readBoolean),
      From: positive(readAddress),
    }),
  ),
  Null: absence,
}

/** A small policy language of no vendor. */
export function sampleGrammar(kind: PolicyKind, change: Partial<Grammar> = {}): Grammar {
  return {
    version: 's',
    kind,
    documentLengthMax: 1000,
    statementsMax: 3,
    sid: true,
    single: true,
    action: { required: true, invertible: true, countMax: 2, lengthMax: 20, read: compileWildcard },
    resource: { required: false, invertible: true, countMax: 2, lengthMax: 20, read: compileWildcard },
    condition: {
      operators: new Map(Object.entries(operators)),
      operatorsMax: 2,
      keysMax: 2,
      valueLengthMin: 1,
      valueLengthMax: 30,
      plainValues: false,
    },
    ...change,
  }
}
