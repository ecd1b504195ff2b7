import { operations } from '../../src/dialects/huawei/operations.ts'
import { type Mutation, mutationsAtEach, mutationsIn } from './mutation.ts'
import { withoutPermission } from './permissions.ts'

const folder = 'src/dialects/huawei'
const authorization = [`${folder}/authorization`, `${folder}/isolation.test.ts`, `${folder}/temporary-keys.test.ts`]
const authentication = [
  `${folder}/authenticate.test.ts`,
  `${folder}/huawei.test.ts`,
  `${folder}/signature`,
  `${folder}/authorization/authorize.test.ts`,
  `${folder}/isolation.test.ts`,
]
const policies = [`${folder}/policy`, `${folder}/authorization`]

export const huawei: readonly Mutation[] = [
  ...withoutPermission(`${folder}/operations`, operations, authorization),
  ...['batch-tag-action', 'delete-instance', 'update-instance-name', 'update-instance-remark'].flatMap((name) =>
    mutationsIn(`${folder}/operations/dds/${name}.ts`, authorization, [
      ['permission is on the instance', "resources: 'instance'", "resources: '*'"],
    ]),
  ),
  ...mutationsIn(`${folder}/operations/dds/batch-tag-action.ts`, authorization, [
    ['a change takes its guard into the transaction', 'changeGuard(call)', 'undefined'],
    [
      'a change that a guard refuses is refused',
      "outcome.kind === 'refused' ? outcome.reason : rejections[outcome.kind]",
      "outcome.kind === 'refused' ? done : rejections[outcome.kind]",
    ],
    ['the tags to add are tags of a request', "action === 'create' ? tags.map(readTag) : []", '[]'],
    [
      'the tags to delete are no tags of a request',
      "action === 'create' ? tags.map(readTag) : []",
      'tags.map(readTag)',
    ],
    ['the keys of a change are keys of a request', 'tagKeys: tags.map(({ key }) => String(key))', 'tagKeys: []'],
  ]),
  ...mutationsIn(`${folder}/operations/dds/create-instance.ts`, authorization, [
    [
      'the tags of a creation are tags of a request',
      '    tags: tags.map(readTag),\n    tagKeys',
      '    tags: [],\n    tagKeys',
    ],
    ['the keys of a creation are keys of a request', 'tagKeys: tags.map(({ key }) => String(key))', 'tagKeys: []'],
    ['a creation says whether its disk is encrypted', "encrypted: disk_encryption_id !== ''", 'encrypted: true'],
    [
      'a creation says whether it is backed up',
      'backupEnabled: backup_strategy?.keep_days !== 0',
      'backupEnabled: true',
    ],
  ]),
  ...mutationsIn(`${folder}/operations/dds/delete-instance.ts`, authorization, [
    ['a deletion is decided inside the transaction', 'denialOn(call, instance) ??', ''],
  ]),
  ...mutationsIn(`${folder}/instances/update-instance.ts`, authorization, [
    ['a change is decided inside the transaction', 'denialOn(call, current) ??', ''],
  ]),
  ...mutationsIn(`${folder}/authorization/authorize.ts`, authorization, [
    [
      'whom nothing could allow is told so at once',
      "return finding.decision.effect === 'deny' ? denialOf(call, finding) : undefined",
      'return undefined',
    ],
    [
      'only what is allowed is permitted',
      "call.permitted = finding.decision.effect === 'allow'",
      "call.permitted = finding.decision.effect !== 'deny'",
    ],
    ['an administrator is permitted', 'call.permitted = true', 'call.permitted = false'],
    [
      'the instance is not known before',
      "'instance' ? 'unknown' : undefined\n  const finding",
      "'instance' ? undefined : undefined\n  const finding",
    ],
    ['the body is not known before', "asks ? 'unknown' : nothingAsked", 'nothingAsked'],
    [
      'what is not permitted is decided',
      'export function denialOn(call: Call, instance: InstanceSeen | undefined): WireError | undefined {\n  if (call.permitted)',
      'export function denialOn(call: Call, instance: InstanceSeen | undefined): WireError | undefined {\n  if (true)',
    ],
    [
      'what is not allowed is denied',
      "return finding.decision.effect === 'allow' ? undefined : denialOf(call, finding)",
      'return undefined',
    ],
    [
      'a change that is not permitted has a guard',
      'ChangeGuard<WireError> | undefined {\n  if (call.permitted)',
      'ChangeGuard<WireError> | undefined {\n  if (true)',
    ],
    ['what is asked is decided on', 'call.operation.asks?.(call.input) ?? nothingAsked', 'nothingAsked'],
  ]),
  ...mutationsIn(`${folder}/authorization/finding.ts`, authorization, [
    [
      'an instance is asked for by its name',
      "name: instance === 'unknown' ? undefined : instance.name",
      'name: undefined',
    ],
    [
      'an instance is asked for by its id',
      'instanceResource({ region, domainId, id,',
      "instanceResource({ region, domainId, id: '*',",
    ],
    [
      'an instance is in its region',
      'const { region, domainId } = project',
      "const { region, domainId } = { ...project, region: '*' }",
    ],
    [
      'an instance is of its domain',
      'const { region, domainId } = project',
      "const { region, domainId } = { ...project, domainId: '*' }",
    ],
    [
      'what is about no instance is about nothing in particular',
      'if (!instance) return anyResource',
      'if (!instance) return {}',
    ],
    ['the caller’s address counts', 'sourceIp: call.request.remoteAddress', "sourceIp: '127.0.0.1'"],
    ['nobody has signed in with MFA', 'mfaPresent: false', 'mfaPresent: true'],
    ['the tags of the instance count', 'return { tags: instance.tags,', 'return { tags: [],'],
    [
      'the enterprise project of the instance counts',
      ', enterpriseProjectId: detailsOf(instance).enterprise_project_id',
      '',
    ],
  ]),
  ...mutationsIn(`${folder}/steps.ts`, authorization, [
    ['permission is decided again with the body', '  authorizeInput,\n', ''],
    ['a project is of the caller’s domain', 'if (tenant?.account !== principal.account)', 'if (!tenant)'],
  ]),
  ...mutationsIn(`${folder}/steps.ts`, authentication, [
    ['a token is good for its project', 'if (token && token.tenant !== call.projectId) return errors.otherProject', ''],
  ]),
  ...mutationsIn(`${folder}/authenticate.ts`, authentication, [
    ['a token has to be known', 'if (!token) return service.unknownToken', ''],
    ['a token expires', 'if (expiresAt <= call.at) return service.expiredToken', ''],
    ['a signature states its time', "if (!authorization?.signedHeaders.includes('x-sdk-date'))", 'if (!authorization)'],
    ['a key that is not active is refused', 'if (!key.active)', 'if (false)'],
    ['a signature is asked for', 'return verify(call, authorization, key.secret) ??', 'return'],
    ['the time of a request is checked', '|| !isFresh(signedAt, call.at)', ''],
    ['a derived key is good for its day', '&& !isOfDay(derivationInfo, sdkDate)', '&& false'],
    [
      'a signature is compared',
      'if (equalsInConstantTime(signature, signatureOf(text, { id, secret }, derivationInfo)))',
      'if (true)',
    ],
  ]),
  ...mutationsIn(`${folder}/operations/iam/validate-token.ts`, authentication, [
    ['a token of another domain is not shown', '|| token.principal.account !== account', ''],
    ['a token that is over is not shown', '|| token.expiresAt <= call.at', ''],
    [
      'a token of another user is shown to an administrator only',
      'if (!administrator && token.principal.id !== id)',
      'if (false)',
    ],
  ]),
  ...mutationsIn(`${folder}/operations/iam/create-user-token.ts`, authentication, [
    ['a token that is over makes no other', 'token && token.expiresAt > at ? token', 'token ? token'],
  ]),
  ...mutationsIn(`${folder}/operations/iam/list-auth-domains.ts`, authorization, [
    ['other domains are not listed', '.filter(({ id }) => id === account)', ''],
  ]),
  ...mutationsIn(`${folder}/iam/find-scope.ts`, authentication, [
    ['a token is for a domain of its user’s', '!refersTo(project ? project.domain : domain, own)', 'false'],
    [
      'a token is for a project of its user’s domain',
      'projects.find((each) => refersTo(project, each)) ?? iamErrors.unknownScope',
      'projects.find((each) => refersTo(project, each)) ?? projects[0]',
    ],
  ]),
  ...mutationsIn(`${folder}/iam/sign-in.ts`, authentication, [
    [
      'a user who is locked is not let in',
      'if (passwordAttempts.isLocked(who, call.at)) return iamErrors.locked\n  const',
      'const',
    ],
    [
      'guesses sent at once are counted',
      'if (passwordAttempts.isLocked(who, call.at)) return iamErrors.locked\n  if',
      'if',
    ],
    ['wrong passwords are counted', 'passwordAttempts.failed(who, call.at)', ''],
    ['a wrong password is refused', '    return iamErrors.wrongPassword\n', ''],
  ]),
  ...mutationsAtEach(
    `${folder}/policy/iam-operators.ts`,
    policies,
    /^ {6}(\w+): (positive|negative)\((.*?)(, ifAbsent)?\),$/gm,
    ([, name, kind, read]) => ({
      rule: `${name} is ${kind}`,
      text: `      ${name}: ${kind === 'positive' ? `negative(${read}, ifAbsent)` : `positive(${read})`},`,
    }),
  ),
  ...mutationsIn(`${folder}/policy/iam-operators.ts`, policies, [
    ['a key that is absent differs from every value', 'const ifAbsent = true', 'const ifAbsent = false'],
    ['Null asks whether a key is absent', 'Null: absence', "Null: { ...absence, subject: 'values' }"],
  ]),
  ...mutationsAtEach(`${folder}/policy/iam-context.ts`, policies, /^ {4}'(\w+:\w+)': (.*),$/gm, ([, key]) => ({
    rule: `${key} is a condition key`,
    text: '',
  })),
  ...mutationsIn(`${folder}/policy/iam-context.ts`, policies, [
    [
      'g:RequestTag is a condition key',
      'if (!read && !key.startsWith(requestTag)) return undefined',
      'if (!read) return undefined',
    ],
    [
      'what is asked and not known leaves it open',
      "if (asked === 'unknown') return 'unknown'",
      "if (asked === 'unknown') return undefined",
    ],
    ['g:ResourceTag is a condition key', 'const isTag = key.startsWith(resourceTag)', 'const isTag = false'],
    ['g:EnterpriseProjectId is a condition key', "!isTag && key !== 'g:EnterpriseProjectId'", '!isTag'],
    [
      'an instance that is not known leaves it open',
      "if (instance === 'unknown') return 'unknown'",
      "if (instance === 'unknown') return undefined",
    ],
    ['a tag is of its key', 'tag.key === key', 'true'],
  ]),
  ...mutationsAtEach(
    `${folder}/policy/iam-request.ts`,
    policies,
    /(?<=^ {2,4}(?:'dds:[\w:]+': \[)?)'(dds:instance:\w+)'(?=,|\])/gm,
    ([, alias]) => ({
      rule: `an older name grants too: ${alias}`,
      text: "'none:none:none'",
    }),
  ),
  ...mutationsIn(`${folder}/policy/iam-grammar.ts`, policies, [
    [
      '1.1 has no NotResource',
      'resource: { ...limits.resources, invertible: false',
      'resource: { ...limits.resources, invertible: true',
    ],
    ['1.1 has its own keys', ', refuseKey: refuseKey11 }', ' }'],
    ['a policy is read by its version', '=== version11 ? identity11 : identity50', "=== '' ? identity11 : identity50"],
    [
      'a session policy is read by its version',
      '=== version11 ? session11 : session50',
      "=== '' ? session11 : session50",
    ],
  ]),
  ...mutationsIn(`${folder}/policy/iam-patterns.ts`, policies, [
    [
      'letter case of actions in 1.1 does not count',
      'if (action11.test(pattern)) return compileWildcardIgnoringCase(pattern)',
      'if (action11.test(pattern)) return compileWildcard(pattern)',
    ],
    [
      'letter case of actions in 5.0 does not count',
      'if (action50.test(pattern)) return compileWildcardIgnoringCase(pattern)',
      'if (action50.test(pattern)) return compileWildcard(pattern)',
    ],
    ['letter case of the service does not count', 'service.toLowerCase()', 'service'],
    ['letter case of the type does not count', 'type.toLowerCase()', 'type'],
  ]),
]
