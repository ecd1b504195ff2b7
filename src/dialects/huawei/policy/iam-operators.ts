import {
  absence,
  negative,
  type Operators,
  positive,
  readAddress,
  readBoolean,
  readDate,
  readNumber,
  readPattern,
  readPrefix,
  readSuffix,
  readText,
  readTextIgnoringCase,
  relations,
  withIfExists,
  withQuantifiers,
} from '../../../access/policy/operators.ts'

/** A key that a request does not have differs from every value. Assumed: the documents speak of positive operators only. */
const ifAbsent = true

/**
 * The operators of both versions. All but `Null` take the suffix `IfExists` and the prefixes `ForAllValues:` and
 * `ForAnyValue:`.
 * @see IAM documentation, "Policy Syntax" (1.1) and "JSON Element Reference" (5.0), Condition
 */
export const iamOperators: Operators = {
  ...withIfExists(
    withQuantifiers({
      StringEquals: positive(readText),
      StringNotEquals: negative(readText, ifAbsent),
      StringEqualsIgnoreCase: positive(readTextIgnoringCase),
      StringNotEqualsIgnoreCase: negative(readTextIgnoringCase, ifAbsent),
      StringMatch: positive(readPattern),
      StringNotMatch: negative(readPattern, ifAbsent),
      StringStartWith: positive(readPrefix),
      StringEndWith: positive(readSuffix),
      NumberEquals: positive(readNumber(relations.Equals)),
      NumberNotEquals: negative(readNumber(relations.Equals), ifAbsent),
      NumberLessThan: positive(readNumber(relations.LessThan)),
      NumberLessThanEquals: positive(readNumber(relations.LessThanEquals)),
      NumberGreaterThan: positive(readNumber(relations.GreaterThan)),
      NumberGreaterThanEquals: positive(readNumber(relations.GreaterThanEquals)),
      DateLessThan: positive(readDate(relations.LessThan)),
      DateLessThanEquals: positive(readDate(relations.LessThanEquals)),
      DateGreaterThan: positive(readDate(relations.GreaterThan)),
      DateGreaterThanEquals: positive(readDate(relations.GreaterThanEquals)),
      Bool: positive(readBoolean),
      IpAddress: positive(readAddress),
      NotIpAddress: negative(readAddress, ifAbsent),
    }),
  ),
  Null: absence,
}
