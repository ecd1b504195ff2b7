import { compilePolicy } from '../../access/policy/compile-policy.ts'
import type { Account } from '../../store/identity.ts'
import type { Json } from '../../store/instance.ts'
import type { Objection, TrustRules } from '../identity-rules.ts'
import { trustGrammar } from './policy/ram-grammar.ts'

/** Who may assume a role: a trust policy says so. */
export const trustRules: TrustRules = {
  takes: 'a file with a trust policy, an account, or acs:ram::ACCOUNT:user/NAME',
  documentProblems(document) {
    const compilation = compilePolicy(trustGrammar, 'trust policy', document)
    return 'problems' in compilation ? compilation.problems : []
  },
  inNamed,
}

const principal = /^acs:ram::\d+:(root|(user|role)\/[A-Za-z0-9._@-]+)$/
const accountId = /^\d{1,31}$/

/** Trust in an account is trust in its users and roles, as far as its own policies let them. */
function inNamed(text: string, accounts: readonly Account[]): { readonly trust: Json } | Objection {
  if (principal.test(text)) return { trust: trustIn(text) }
  const id = accounts.find(({ name }) => name === text)?.id ?? text
  if (accountId.test(id)) return { trust: trustIn(`acs:ram::${id}:root`) }
  return { objection: `There is no account "${text}", and no file of that name` }
}

function trustIn(arn: string): Json {
  const Statement = [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { RAM: [arn] } }]
  return { Version: '1', Statement }
}
