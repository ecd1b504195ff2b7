import { operations } from '../../src/dialects/alibaba/operations.ts'
import { type Mutation, mutationsAtEach, mutationsIn } from './mutation.ts'
import { withoutPermission } from './permissions.ts'

const folder = 'src/dialects/alibaba'
const authorization = [`${folder}/authorize.test.ts`, `${folder}/isolation.test.ts`]
const authentication = [
  `${folder}/alibaba.test.ts`,
  `${folder}/signature-v1.test.ts`,
  `${folder}/signature-v3.test.ts`,
  `${folder}/authorize.test.ts`,
]
const policies = [`${folder}/policy`, `${folder}/authorize.test.ts`]

export const alibaba: readonly Mutation[] = [
  ...withoutPermission(`${folder}/operations`, operations, authorization),
  ...mutationsIn(`${folder}/authorize.ts`, authorization, [
    [
      'a denial is answered',
      ".effect === 'undecided')\n  return denialAmong(call, permission, findings)",
      ".effect === 'undecided')\n  return undefined",
    ],
    ['what depends on a look-up is asked again', 'call.undecided = targets.filter(', 'call.undecided = [].filter('],
    [
      'what depends on a look-up is denied',
      'standing?.tags ?? [])\n  })\n  return denialAmong(call, permission, findings)',
      'standing?.tags ?? [])\n  })\n  return undefined',
    ],
    ['the tags of an instance are not known before', "[] : 'unknown'", '[] : []'],
    ['the tags of an instance are those it has', 'standing?.tags ?? []', '[]'],
    ['an instance is where it is', 'standing?.region ?? regionOfId', 'regionOfId'],
    ['what does not exist is where its id says', "?? regionOfId(instance) ?? '*'", "?? '*'"],
    ['the tags of the request count', 'requestTags: requestTags(call.input)', 'requestTags: []'],
    ['the caller’s address counts', 'sourceIp: call.request.remoteAddress', "sourceIp: '127.0.0.1'"],
    ['the server speaks plain HTTP', 'secureTransport: false', 'secureTransport: true'],
    ['nobody has signed in with MFA', 'mfaPresent: false', 'mfaPresent: true'],
    ['a resource is asked for by its name', 'ramResource(resource)', "ramResource('*')"],
    ['one denied target is enough', 'findings.filter(isDenied)', 'findings.slice(0, 1).filter(isDenied)'],
    ['a statement that denies is told first', ' ?? denied[0]', ''],
    [
      'a statement that denies comes before one that is missing',
      'denied.find(({ decision }) => decision.deniedBy.length > 0) ?? denied[0]',
      'denied[0]',
    ],
  ]),
  ...mutationsIn(`${folder}/targets.ts`, authorization, [
    [
      'each instance named is a target',
      'return instances.map((instance) => ({ instance, arn: instanceArn(',
      'return instances.slice(0, 1).map((instance) => ({ instance, arn: instanceArn(',
    ],
    [
      'a call without a region is about all of them',
      'named === undefined ? everyRegion',
      'named === undefined ? everyRegion.slice(0, 1)',
    ],
    ['an ARN names the account of the caller', '{account}:instance/', "{'*'}:instance/"],
  ]),
  ...mutationsIn(`${folder}/change-tags.ts`, authorization, [
    ['a change takes its guard into the transaction', 'call.undecided.length > 0 ? guard : undefined', 'undefined'],
    [
      'a change that a guard refuses is refused',
      "outcome.kind === 'refused' ? outcome.reason : rejections[outcome.kind]",
      "outcome.kind === 'refused' ? {} : rejections[outcome.kind]",
    ],
    ['a change is one of the caller’s account', 'tenant: call.account', "tenant: '6543210987654321'"],
  ]),
  ...mutationsIn(`${folder}/operations/delete-instance.ts`, authorization, [
    ['a deletion is decided inside the transaction', 'denialOn(call, () => instance) ??', ''],
    [
      'what does not exist is told to who may delete it only',
      '(denialOn(call, () => undefined) ?? instanceErrors.notFound)',
      'instanceErrors.notFound',
    ],
  ]),
  ...mutationsIn(`${folder}/operations/modify-instance-attribute.ts`, authorization, [
    ['a change is decided inside the transaction', 'refuses: (found) => denialOn(call, () => found),', ''],
    [
      'what does not exist is told to who may change it only',
      '(denialOn(call, () => undefined) ?? instanceErrors.notFound)',
      'instanceErrors.notFound',
    ],
  ]),
  ...mutationsIn(`${folder}/operations/describe-instance-attribute.ts`, authorization, [
    [
      'a description is decided by what it shows',
      'const denial = denialOn(call, () => instance)',
      'const denial = undefined',
    ],
  ]),
  ...mutationsIn(`${folder}/operations/create-instance.ts`, authorization, [
    ['the tags of a creation are tags of a request', 'requestTags: ({ Tag }) => tagsOf(Tag),', ''],
  ]),
  ...mutationsIn(`${folder}/operations/tag-resources.ts`, authorization, [
    ['the tags to attach are tags of a request', 'requestTags: ({ Tag }) => tagsOf(Tag),', ''],
  ]),
  ...mutationsIn(`${folder}/call.ts`, authorization, [
    [
      'a call sees the instances of its caller’s account',
      'return this.caller.principal.account',
      "return '6543210987654321'",
    ],
  ]),
  ...mutationsIn(`${folder}/steps.ts`, authentication, [
    ['permission is asked', '  authorize,\n', ''],
    ['a security token is asked for', '  checkToken,\n', ''],
    ['the time of a request is checked', 'if (!isFresh(signedAt, call.at))', 'if (false)'],
    ['a signature is checked', 'verifyV3(call) : verifyV1(call)', 'undefined : undefined'],
    ['a nonce is spent', '  spendNonce,\n', ''],
    ['an empty nonce is none', "credentials.nonce !== '' &&", ''],
    ['a nonce that was used is refused', 'return unused ? undefined', 'return true ? undefined'],
    ['a key that is not active is refused', 'return key.active ? undefined', 'return true ? undefined'],
    [
      'a nonce is spent after the signature',
      '  ...authentication,\n  spendNonce,\n',
      '  ...authentication.slice(0, -1),\n  spendNonce,\n  authenticate,\n',
    ],
  ]),
  ...mutationsIn(`${folder}/verify-signature.ts`, authentication, [
    [
      'a signature of V1 is compared',
      'const good = equalsInConstantTime(credentials.signature',
      'const good = true || equalsInConstantTime(credentials.signature',
    ],
    [
      'a signature of V3 is compared',
      'const good = equalsInConstantTime(signature',
      'const good = true || equalsInConstantTime(signature',
    ],
    ['a body has the digest that is stated', "good && request.headers['x-acs-content-sha256'] === bodyDigest", 'good'],
  ]),
  ...mutationsAtEach(
    `${folder}/signature-v3.ts`,
    authentication,
    /(?<=const mustBeSigned = .*)'[a-z0-9-]+',? ?/g,
    ([name]) => ({
      rule: `V3 signs ${name}`,
      text: '',
    }),
  ),
  ...mutationsAtEach(
    `${folder}/policy/ram-operators.ts`,
    policies,
    /^ {2}(\w+): (positive|negative)\((.*?)(, ifAbsent)?\),$/gm,
    ([, name, kind, read]) => ({
      rule: `${name} is ${kind}`,
      text: `  ${name}: ${kind === 'positive' ? `negative(${read}, ifAbsent)` : `positive(${read})`},`,
    }),
  ),
  ...mutationsIn(`${folder}/policy/ram-operators.ts`, policies, [
    ['a key that is absent makes a negation false', 'const ifAbsent = false', 'const ifAbsent = true'],
  ]),
  ...mutationsAtEach(`${folder}/policy/ram-context.ts`, policies, /^ {4}'(\w+:\w+)': (.*),$/gm, ([, key]) => ({
    rule: `${key} is a condition key`,
    text: '',
  })),
  ...mutationsIn(`${folder}/policy/ram-context.ts`, policies, [
    [
      'acs:RequestTag is a condition key',
      'if (key.startsWith(requestTag)) return tagValue',
      'if (false) return tagValue',
    ],
    ['acs:ResourceTag is a condition key', 'if (key.startsWith(resourceTag)) {', 'if (false) {'],
    ['tags that are not known leave it open', "? 'unknown'\n", '? undefined\n'],
    ['a tag is of its key', 'tag.key === key', 'true'],
  ]),
  ...mutationsIn(`${folder}/policy/ram-grammar.ts`, policies, [
    [
      'NotResource is refused',
      'resource: { required: true, invertible: false,',
      'resource: { required: true, invertible: true,',
    ],
    ['a resource is required', 'resource: { required: true,', 'resource: { required: false,'],
    ['a trust policy is about its principals', 'principal: { members: principalMembers },', ''],
  ]),
  ...mutationsIn(`${folder}/policy/ram-patterns.ts`, policies, [
    ['letter case of actions does not count', 'compileWildcardIgnoringCase(pattern)', 'compileWildcard(pattern)'],
    [
      'letter case of resources counts',
      'return compileWildcard(pattern)',
      'return compileWildcardIgnoringCase(pattern)',
    ],
  ]),
  ...mutationsIn(`${folder}/policy/ram-request.ts`, policies, [
    ['a caller is himself', '[actorOf(principal), ', '['],
    ['an account stands for its users', ", actorOf({ ...principal, kind: 'root' })]", ']'],
  ]),
]
