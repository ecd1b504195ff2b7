import {
  negative,
  type Operators,
  positive,
  readAddress,
  readBoolean,
  readDate,
  readNumber,
  readPattern,
  readText,
  readTextIgnoringCase,
  relations,
} from '../../../access/policy/operators.ts'

/** A key that a request does not have makes any condition on it false, a negated one too. */
const ifAbsent = false

/**
 * The operators of RAM. It has no `IfExists`, no `Null` and no prefixes for keys of several values.
 * @see RAM documentation, "Conditional operators"
 */
export const ramOperators: Operators = {
  StringEquals: positive(readText),
  StringNotEquals: negative(readText, ifAbsent),
  StringEqualsIgnoreCase: positive(readTextIgnoringCase),
  StringNotEqualsIgnoreCase: negative(readTextIgnoringCase, ifAbsent),
  StringLike: positive(readPattern),
  StringNotLike: negative(readPattern, ifAbsent),
  NumericEquals: positive(readNumber(relations.Equals)),
  NumericNotEquals: negative(readNumber(relations.Equals), ifAbsent),
  NumericLessThan: positive(readNumber(relations.LessThan)),
  NumericLessThanEquals: positive(readNumber(relations.LessThanEquals)),
  NumericGreaterThan: positive(readNumber(relations.GreaterThan)),
  NumericGreaterThanEquals: positive(readNumber(relations.GreaterThanEquals)),
  DateEquals: positive(readDate(relations.Equals)),
  DateNotEquals: negative(readDate(relations.Equals), ifAbsent),
  DateLessThan: positive(readDate(relations.LessThan)),
  DateLessThanEquals: positive(readDate(relations.LessThanEquals)),
  DateGreaterThan: positive(readDate(relations.GreaterThan)),
  DateGreaterThanEquals: positive(readDate(relations.GreaterThanEquals)),
  Bool: positive(readBoolean),
  IpAddress: positive(readAddress),
  NotIpAddress: negative(readAddress, ifAbsent),
}
