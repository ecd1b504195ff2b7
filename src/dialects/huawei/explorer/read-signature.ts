import type { SigningKey } from '../../../access/access.ts'
import type { DialectContext, WireRequest } from '../../dialect.ts'
import type { SignatureReading } from '../../explorer-rules.ts'
import { withOwnKeysOnly } from '../../own-keys.ts'
import { type SignatureStep, stepsOf } from '../../signature-steps.ts'
import { firstEnd } from '../../take-steps.ts'
import { parseTarget } from '../../target.ts'
import { Call } from '../call.ts'
import { passwordAttemptsOf } from '../password-attempts.ts'
import { type Authorization, parseAuthorization } from '../signature/authorization.ts'
import { parseSdkDate } from '../signature/sdk-date.ts'
import { derivedScheme, plainScheme, signedText } from '../signature/signed-text.ts'
import { authentication } from '../steps.ts'

/** What the checks of the signature say of a request, at the time that it states. One with a token is not signed. */
export async function readSignature(
  request: WireRequest,
  context: DialectContext,
  isOwn: (key: SigningKey) => boolean,
): Promise<SignatureReading | undefined> {
  const { authorization: header, 'x-auth-token': token } = request.headers
  if (header === undefined || token !== undefined) return undefined
  const authorization = parseAuthorization(header)
  const sdkDate = String(request.headers['x-sdk-date'] ?? '')
  const signedAt = parseSdkDate(sdkDate)
  const own = {
    access: withOwnKeysOnly(context.access, isOwn),
    passwordAttempts: passwordAttemptsOf(context.access),
    now: () => signedAt ?? context.now(),
  }
  const call = new Call({ ...context, ...own }, request, '')
  const refusal = await firstEnd(authentication, call)
  if (!refusal && call.operation.anonymous) return undefined
  const scheme = authorization?.derivationInfo === undefined ? plainScheme : derivedScheme
  const steps = authorization ? stepsOfRequest(request, authorization, sdkDate) : []
  return { scheme: scheme.name, accessKeyId: authorization?.accessKey, signedAt, steps, refusal }
}

/** Empty where the target cannot be read. */
function stepsOfRequest(
  { method, target, headers, body }: WireRequest,
  { signedHeaders, derivationInfo }: Authorization,
  sdkDate: string,
): readonly SignatureStep[] {
  const parsed = parseTarget(target)
  if (!parsed) return []
  const text = signedText({ method, target: parsed, headers, signedHeaders, body }, sdkDate, derivationInfo)
  return stepsOf(derivationInfo === undefined ? plainScheme : derivedScheme, text)
}
