import type { Unreadable } from '../../../access/policy/operator.ts'
import { compileWildcard, compileWildcardIgnoringCase, type Matcher } from '../../../access/policy/wildcard.ts'

const action = /^(\*|[A-Za-z0-9*?-]+:[A-Za-z0-9*?_-]+)$/

/** `kvstore:Untag*`, `*:Describe*`, `*`. Letter case does not count. */
export function readAction(pattern: string): Matcher | Unreadable {
  if (action.test(pattern)) return compileWildcardIgnoringCase(pattern)
  return { problem: `Write an action as "kvstore:UntagResources" or "*" instead of "${pattern}"` }
}

const arn = /^acs:[^:]*:[^:]*:[^:]*:./s

/** `acs:kvstore:cn-hangzhou:*:instance/r-*`, `*`. Letter case counts. */
export function readArn(pattern: string): Matcher | Unreadable {
  if (pattern === '*' || arn.test(pattern)) return compileWildcard(pattern)
  return { problem: `Write a resource as "acs:service:region:account:resource" or "*" instead of "${pattern}"` }
}

const ramPrincipal = /^acs:ram::\d+:(root|(user|role)\/[A-Za-z0-9._@-]+)$/
const federatedPrincipal = /^acs:ram::\d+:(saml|oidc)-provider\/[A-Za-z0-9._-]+$/
const servicePrincipal = /^(\d+@)?[a-z0-9-]+(\.[a-z0-9-]+)*\.aliyuncs\.com$/

/** Members of `Principal` in a trust policy. @see RAM documentation, "Modify the trust policy of a RAM role" */
export const principalMembers = {
  RAM: written(ramPrincipal, 'acs:ram::1234567890123456:user/ops'),
  Service: written(servicePrincipal, 'ecs.aliyuncs.com'),
  Federated: written(federatedPrincipal, 'acs:ram::1234567890123456:saml-provider/idp'),
}

function written(pattern: RegExp, example: string): (text: string) => Unreadable | undefined {
  return (text) =>
    pattern.test(text) ? undefined : { problem: `Write a principal as "${example}" instead of "${text}"` }
}
