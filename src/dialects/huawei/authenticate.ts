import type { SigningKey } from '../../access/access.ts'
import { equalsInConstantTime } from '../../access/constant-time.ts'
import { isFresh } from '../../access/freshness.ts'
import { type Call, type Caller, callerOf } from './call.ts'
import { gatewayErrors, incorrectAuthentication } from './errors.ts'
import { realm } from './realm.ts'
import { services } from './services.ts'
import { type Authorization, parseAuthorization } from './signature/authorization.ts'
import { formatSdkDate, parseSdkDate } from './signature/sdk-date.ts'
import { signatureOf, signedText } from './signature/signed-text.ts'
import type { WireError } from './wire-error.ts'

/** Who is calling: by `X-Auth-Token` where there is one, else by the signature in `Authorization`. */
export function findCaller(call: Call): Promise<Caller | WireError> {
  const token = call.header('x-auth-token')
  return token === undefined ? bySignature(call) : byToken(call, token)
}

/** Who is calling, by the text of a token. */
export async function byToken(call: Call, text: string): Promise<Caller | WireError> {
  const service = services[call.operation.service]
  const token = await call.access.findToken(realm, text)
  if (!token) return service.unknownToken
  const { principal, session, expiresAt } = token
  if (expiresAt <= call.at) return service.expiredToken
  return callerOf(principal, session ? { token, session, expiresAt } : { token, expiresAt })
}

async function bySignature(call: Call): Promise<Caller | WireError> {
  const header = call.header('authorization')
  if (header === undefined) return gatewayErrors.noCredential
  const authorization = parseAuthorization(header)
  if (!authorization?.signedHeaders.includes('x-sdk-date')) {
    return incorrectAuthentication('the Authorization header is malformed')
  }
  const { accessKey } = authorization
  const key = await call.access.findSigningKey(realm, accessKey)
  if (!key) return incorrectAuthentication(`ak ${accessKey} not exist`)
  call.accessKeyId = key.id
  if (!key.active) return incorrectAuthentication(`Get secretKey failed,ak:${accessKey},err:ak is inactive`)
  return verify(call, authorization, key.secret) ?? withSecurityToken(call, key)
}

/** A temporary key is good with its security token, signed or not, a permanent one without any. */
function withSecurityToken(call: Call, { principal, temporary }: SigningKey): Caller | WireError {
  const text = call.header('x-security-token') || undefined
  if (!temporary) return text === undefined ? callerOf(principal) : gatewayErrors.foreignSecurityToken
  if (text === undefined) return gatewayErrors.noSecurityToken
  if (!call.access.isTokenOf(temporary, text)) return gatewayErrors.foreignSecurityToken
  const { session, expiresAt } = temporary
  return expiresAt > call.at
    ? callerOf(principal, { session, expiresAt })
    : services[call.operation.service].expiredSecurityToken
}

/** What is wrong with the signature, if anything. */
function verify(call: Call, authorization: Authorization, secret: string): WireError | undefined {
  const sdkDate = call.header('x-sdk-date') ?? ''
  const signedAt = parseSdkDate(sdkDate)
  if (signedAt === undefined || !isFresh(signedAt, call.at)) return expired(sdkDate, call.at)
  const { method, headers, body } = call.request
  const { accessKey: id, signedHeaders, derivationInfo, signature } = authorization
  if (derivationInfo !== undefined && !isOfDay(derivationInfo, sdkDate)) {
    return incorrectAuthentication(
      `the Credential is of another day, credential:${derivationInfo},signature time:${sdkDate}`,
    )
  }
  const text = signedText({ method, target: call.target, headers, signedHeaders, body }, sdkDate, derivationInfo)
  if (equalsInConstantTime(signature, signatureOf(text, { id, secret }, derivationInfo))) return undefined
  return incorrectAuthentication(`verify aksk signature fail, canonicalRequest:${text.canonical.replaceAll('\n', '|')}`)
}

/** A derived key is good for the day that its derivation names: `YYYYMMDD/region/service`. */
function isOfDay(derivationInfo: string, sdkDate: string): boolean {
  return derivationInfo.split('/', 1)[0] === sdkDate.split('T', 1)[0]
}

function expired(sdkDate: string, now: number): WireError {
  const times = `signature time:${sdkDate},server time:${formatSdkDate(now)}`
  return incorrectAuthentication(`calc aksk signature fail:signature expired, ${times}`)
}
