import type { SigningKey } from '../../../access/access.ts'
import type { DialectContext, WireRequest } from '../../dialect.ts'
import type { SignatureReading } from '../../explorer-rules.ts'
import { withOwnKeysOnly } from '../../own-keys.ts'
import { type SignatureScheme, type SignedText, stepsOf } from '../../signature-steps.ts'
import { firstEnd } from '../../take-steps.ts'
import { Call } from '../call.ts'
import { gatewayErrors } from '../errors.ts'
import { newRequestId } from '../request-id.ts'
import { schemeV1, schemeV3, signedTextV1, signedTextV3 } from '../signed-text.ts'
import { authentication } from '../steps.ts'
import { parseTimestamp } from '../timestamp.ts'

/**
 * What the checks of the signature say of a request, at the time that it states. Whether its nonce was used, they do not:
 * that would use it up.
 */
export async function readSignature(
  request: WireRequest,
  context: DialectContext,
  isOwn: (key: SigningKey) => boolean,
): Promise<SignatureReading | undefined> {
  const { timestamp } = new Call(context, request, '').credentials
  const signedAt = parseTimestamp(timestamp ?? '')
  const access = withOwnKeysOnly(context.access, isOwn)
  const call = new Call({ ...context, access, now: () => signedAt ?? context.now() }, request, newRequestId())
  const { credentials } = call
  const hasNone = credentials.signature === undefined && request.headers.authorization === undefined
  if (hasNone && credentials.accessKeyId === undefined) return undefined
  const refusal =
    (await firstEnd(authentication, call)) ?? (credentials.nonce === '' ? gatewayErrors.nonceUsed : undefined)
  const [scheme, text] = signedTextOf(call)
  const steps = text ? stepsOf(scheme, text) : []
  return { scheme: scheme.name, accessKeyId: credentials.accessKeyId, signedAt, steps, refusal }
}

/** Without a text where the request is not one that could be signed. */
function signedTextOf({ request, parameters, credentials }: Call): [SignatureScheme, SignedText | undefined] {
  const { version, authorization } = credentials
  if (version === 'V1') return [schemeV1, parameters.problem ? undefined : signedTextV1(request.method, parameters)]
  const signed = authorization && !parameters.problem
  return [schemeV3, signed ? signedTextV3(request, parameters.query, authorization.signedHeaders) : undefined]
}
