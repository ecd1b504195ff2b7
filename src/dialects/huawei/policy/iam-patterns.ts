import type { Unreadable } from '../../../access/policy/operator.ts'
import { compileWildcard, compileWildcardIgnoringCase, type Matcher } from '../../../access/policy/wildcard.ts'

const action11 = /^[\w*-]+:[\w*-]+:[\w*-]+$/
const action50 = /^(\*|[\w*?-]+:[\w*?-]*:[\w*?-]+)$/

/** `dds:instance:modify`, `dds:*:list*`. Letter case does not count. */
export function readAction11(pattern: string): Matcher | Unreadable {
  if (action11.test(pattern)) return compileWildcardIgnoringCase(pattern)
  return { problem: `Write an action as "dds:instance:modify", with no wildcard but "*", instead of "${pattern}"` }
}

/** `dds:instance:setTag`, `dds:*:list*`, `*`. Letter case does not count. */
export function readAction50(pattern: string): Matcher | Unreadable {
  if (action50.test(pattern)) return compileWildcardIgnoringCase(pattern)
  return { problem: `Write an action as "dds:instance:setTag" or "*" instead of "${pattern}"` }
}

/** `DDS:*:*:instanceName:dds-*`, by the name of an instance. Letter case of service and type does not count. */
export function readResource11(pattern: string): Matcher | Unreadable {
  const [service, region, domain, type, ...path] = pattern.split(':')
  if (pattern === '*') return compileWildcard(pattern)
  if (service === undefined || type === undefined || path.join('') === '' || pattern.includes('?')) {
    return { problem: `Write a resource as "DDS:*:*:instanceName:orders-*" or "*" instead of "${pattern}"` }
  }
  return compileWildcard([service.toLowerCase(), region, domain, type.toLowerCase(), ...path].join(':'))
}

const urn = /^[^:]*:[^:]*:[^:]*:[^:]*:./s

/** `dds:*:*:instance:*`, by the id of an instance. */
export function readUrn(pattern: string): Matcher | Unreadable {
  if (pattern === '*' || urn.test(pattern)) return compileWildcard(pattern)
  return { problem: `Write a resource as "dds:*:*:instance:*" or "*" instead of "${pattern}"` }
}
