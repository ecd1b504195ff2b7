import { formatInstant } from '../../../access/policy/instant.ts'
import type { Found, RequestContext } from '../../../access/policy/request.ts'
import type { Tag } from '../../../tags/tag.ts'

/** What the condition keys tell of a call. Absent members are keys that the call does not have. */
export interface IamFacts {
  /** Milliseconds since 1970. */
  readonly at: number
  /** IPv4, or IPv6 as a socket reports it. */
  readonly sourceIp: string
  readonly userId: string
  readonly userName: string
  readonly domainId: string
  readonly domainName: string
  /** `iam::{domain}:user:{name}`, `sts::{domain}:assumed-agency:{agency}/{session}` */
  readonly principalUrn: string
  readonly principalOrgPath?: string
  readonly projectName?: string
  /** `dds` */
  readonly serviceName: string
  readonly mfaPresent: boolean
  /** Since the caller signed in with MFA. */
  readonly mfaAgeSeconds?: number
  /** `unknown` before the body is read. */
  readonly asked: AskedFacts | 'unknown'
  /** What of the instance conditions look at, `unknown` before it is looked up; without tags where there is none. */
  readonly instance: InstanceFacts | 'unknown'
}

/** What conditions look at of the parameters. */
export interface AskedFacts {
  /** The tags that the call would attach. */
  readonly tags: readonly Tag[]
  /** The keys that the call names, to attach or to remove. */
  readonly tagKeys: readonly string[]
  /** Of a creation. */
  readonly encrypted?: boolean
  readonly backupEnabled?: boolean
}

export const nothingAsked: AskedFacts = { tags: [], tagKeys: [] }

export interface InstanceFacts {
  readonly tags: readonly Tag[]
  readonly enterpriseProjectId?: string
}

type Key = (facts: IamFacts) => string | number | boolean | undefined

const keys: ReadonlyMap<string, Key> = new Map(
  Object.entries({
    'g:CurrentTime': ({ at }) => formatInstant(at),
    'g:SourceIp': ({ sourceIp }) => sourceIp,
    'g:UserId': ({ userId }) => userId,
    'g:UserName': ({ userName }) => userName,
    'g:DomainId': ({ domainId }) => domainId,
    'g:DomainName': ({ domainName }) => domainName,
    'g:PrincipalAccount': ({ domainId }) => domainId,
    'g:PrincipalUrn': ({ principalUrn }) => principalUrn,
    'g:PrincipalOrgPath': ({ principalOrgPath }) => principalOrgPath,
    'g:ProjectName': ({ projectName }) => projectName,
    'g:ServiceName': ({ serviceName }) => serviceName,
    'g:MFAPresent': ({ mfaPresent }) => mfaPresent,
    'g:MFAAge': ({ mfaAgeSeconds }) => mfaAgeSeconds,
  } satisfies Record<string, Key>),
)

const askedKeys: ReadonlyMap<string, (asked: AskedFacts) => Found> = new Map(
  Object.entries({
    'g:TagKeys': ({ tagKeys }) => tagKeys,
    'dds:Encrypted': ({ encrypted }) => only(encrypted),
    'dds:BackupEnabled': ({ backupEnabled }) => only(backupEnabled),
  } satisfies Record<string, (asked: AskedFacts) => Found>),
)

const requestTag = 'g:RequestTag/'
const resourceTag = 'g:ResourceTag/'

/**
 * The condition keys, spelled exactly so; any other key is one that the call does not have. The tag keys are documented
 * for other services than DDS: here they are an extension.
 * @see IAM documentation, "Global Condition Key"
 */
export function iamContext(facts: IamFacts): RequestContext {
  const { asked, instance } = facts
  return {
    values(key) {
      const known = keys.get(key)
      if (known) return only(known(facts))
      return askedValues(asked, key) ?? instanceValues(instance, key)
    },
  }
}

function askedValues(asked: IamFacts['asked'], key: string): Found {
  const read = askedKeys.get(key)
  if (!read && !key.startsWith(requestTag)) return undefined
  if (asked === 'unknown') return 'unknown'
  return read ? read(asked) : tagValue(asked.tags, key.slice(requestTag.length))
}

function instanceValues(instance: IamFacts['instance'], key: string): Found {
  const isTag = key.startsWith(resourceTag)
  if (!isTag && key !== 'g:EnterpriseProjectId') return undefined
  if (instance === 'unknown') return 'unknown'
  return isTag ? tagValue(instance.tags, key.slice(resourceTag.length)) : only(instance.enterpriseProjectId)
}

function tagValue(tags: readonly Tag[], key: string): Found {
  return only(tags.find((tag) => tag.key === key)?.value)
}

function only(value: string | number | boolean | undefined): Found {
  return value === undefined ? undefined : [String(value)]
}
