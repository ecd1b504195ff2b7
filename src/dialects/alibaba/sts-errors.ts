import { WireError } from '../wire-error.ts'
import { sts } from './products.ts'

/** Errors of AssumeRole (Sts 2015-04-01, AssumeRole, and "Common errors of AssumeRole"). */
export const stsErrors = {
  roleArn: malformed('RoleArn'),
  roleSessionName: malformed('RoleSessionName'),
  /** In these words whatever the role's maximum is. */
  duration: new WireError(
    400,
    'InvalidParameter.DurationSeconds',
    'The Min/Max value of DurationSeconds is 15min/1hr.',
  ),
  policySize: new WireError(400, 'InvalidParameter.PolicySize', 'The size of Policy must be smaller than 2048 bytes.'),
  policyGrammar: new WireError(
    400,
    'InvalidParameter.PolicyGrammar',
    'The parameter Policy has not passed grammar check.',
  ),
  externalId: malformed('ExternalId'),
  sourceIdentity: malformed('SourceIdentity'),
  calledByAccount: new WireError(403, sts.denial.code, 'Roles may not be assumed by root accounts.'),
  /** @param arn as it was asked for */
  roleNotFound: (arn: string) => new WireError(404, 'EntityNotExist.Role', `The role not exists: ${arn}.`),
} as const

function malformed(name: string): WireError {
  return new WireError(400, `InvalidParameter.${name}`, `The parameter ${name} is wrongly formed.`)
}
