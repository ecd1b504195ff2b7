const scheme = /^(SDK-HMAC-SHA256|V11-HMAC-SHA256) +(.*)$/
const signedHeadersMax = 100
const derivationInfoLengthMax = 256

/** An `Authorization` header of one of the two algorithms that are served. */
export interface Authorization {
  readonly accessKey: string
  /** Lower case, in the order signed. */
  readonly signedHeaders: readonly string[]
  /** Hexadecimal, as received. */
  readonly signature: string
  /** The `YYYYMMDD/region/service` that the key of V11-HMAC-SHA256 is derived for; absent in SDK-HMAC-SHA256. */
  readonly derivationInfo?: string
}

/**
 * Reads `SDK-HMAC-SHA256 Access=…, SignedHeaders=…, Signature=…`, or `V11-HMAC-SHA256 Credential=AK/YYYYMMDD/region/service, …`;
 * blanks after the commas may be missing. Undefined if it is neither.
 */
export function parseAuthorization(header: string): Authorization | undefined {
  const [, algorithm, rest] = scheme.exec(header) ?? []
  if (rest === undefined) return undefined
  const parts = new Map(rest.split(',', 4).map(nameAndValue))
  const signedHeaders = parts
    .get('SignedHeaders')
    ?.toLowerCase()
    .split(';', signedHeadersMax + 1)
  const signature = parts.get('Signature')
  if (!signedHeaders || signedHeaders.length > signedHeadersMax || !signature) return undefined
  if (algorithm === 'SDK-HMAC-SHA256') {
    const accessKey = parts.get('Access')
    return accessKey ? { accessKey, signedHeaders, signature } : undefined
  }
  const credential = parts.get('Credential') ?? ''
  const slash = credential.indexOf('/')
  if (slash <= 0 || credential.length - slash > derivationInfoLengthMax) return undefined
  const derivationInfo = credential.slice(slash + 1)
  return { accessKey: credential.slice(0, slash), signedHeaders, signature, derivationInfo }
}

function nameAndValue(part: string): [string, string] {
  const equals = part.indexOf('=')
  return [part.slice(0, equals).trim(), part.slice(equals + 1).trim()]
}
