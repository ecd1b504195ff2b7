import { formatInstant } from '../../../access/policy/instant.ts'
import type { Found, RequestContext } from '../../../access/policy/request.ts'
import type { Tag } from '../../../tags/tag.ts'

/** What RAM's condition keys tell of a call. Absent members are keys that the call does not have. */
export interface RamFacts {
  /** Milliseconds since 1970. */
  readonly at: number
  /** IPv4, or IPv6 as a socket reports it. */
  readonly sourceIp: string
  readonly secureTransport: boolean
  readonly mfaPresent: boolean
  /** `acs:ram::1234567890123456:user/ops` */
  readonly principalArn: string
  readonly sourceVpc?: string
  readonly principalRdId?: string
  readonly principalRdPath?: string
  /** Of an AssumeRole call, like the next one: `ExternalId`. */
  readonly externalId?: string | undefined
  /** What the session would have. */
  readonly sourceIdentity?: string | undefined
  /** The tags that the call would attach; keys to remove have no value and are none. */
  readonly requestTags: readonly Tag[]
  /** The tags that the resource has at the moment; `unknown` before it is looked up. */
  readonly resourceTags: readonly Tag[] | 'unknown'
}

const keys: ReadonlyMap<string, (facts: RamFacts) => string | undefined> = new Map(
  Object.entries({
    'acs:CurrentTime': ({ at }) => formatInstant(at),
    'acs:SourceIp': ({ sourceIp }) => sourceIp,
    'acs:SecureTransport': ({ secureTransport }) => String(secureTransport),
    'acs:MFAPresent': ({ mfaPresent }) => String(mfaPresent),
    'acs:PrincipalARN': ({ principalArn }) => principalArn,
    'acs:SourceVpc': ({ sourceVpc }) => sourceVpc,
    'acs:PrincipalRDId': ({ principalRdId }) => principalRdId,
    'acs:PrincipalRDPath': ({ principalRdPath }) => principalRdPath,
    'sts:ExternalId': ({ externalId }) => externalId,
    'sts:SourceIdentity': ({ sourceIdentity }) => sourceIdentity,
  } satisfies Record<string, (facts: RamFacts) => string | undefined>),
)

const requestTag = 'acs:RequestTag/'
const resourceTag = 'acs:ResourceTag/'

/**
 * The condition keys that RAM documents, spelled exactly so; any other key is one that the call does not have.
 * @see RAM documentation, "Policy elements", common condition keys
 */
export function ramContext(facts: RamFacts): RequestContext {
  return {
    values(key) {
      if (key.startsWith(requestTag)) return tagValue(facts.requestTags, key.slice(requestTag.length))
      if (key.startsWith(resourceTag)) {
        return facts.resourceTags === 'unknown'
          ? 'unknown'
          : tagValue(facts.resourceTags, key.slice(resourceTag.length))
      }
      return only(keys.get(key)?.(facts))
    },
  }
}

function tagValue(tags: readonly Tag[], key: string): Found {
  return only(tags.find((tag) => tag.key === key)?.value)
}

function only(value: string | undefined): Found {
  return value === undefined ? undefined : [value]
}
