import type { SignatureScheme, SignedText } from '../../signature-steps.ts'
import type { Authorization } from './authorization.ts'
import { canonicalRequest, type SignedParts } from './canonical-request.ts'
import { derivedKey, derivedStringToSign, sign, stringToSign } from './sign.ts'

const names = { canonical: 'CanonicalRequest', stringToSign: 'StringToSign', signature: 'Signature' }

/** The steps of SDK-HMAC-SHA256, and of the same with a derived key. */
export const plainScheme: SignatureScheme = { name: 'SDK-HMAC-SHA256', key: 'Secret Access Key', ...names }
export const derivedScheme: SignatureScheme = {
  name: 'V11-HMAC-SHA256',
  key: 'HKDF-SHA256 (Secret Access Key, Access Key Id, date/region/service)',
  ...names,
}

/** What is signed of a request. @param info of a derived key */
export function signedText(parts: SignedParts, sdkDate: string, info?: string): SignedText {
  const canonical = canonicalRequest(parts)
  const text = info === undefined ? stringToSign(sdkDate, canonical) : derivedStringToSign(info, sdkDate, canonical)
  return { canonical, stringToSign: text }
}

/** The signature that a text should have, hexadecimal. */
export function signatureOf(
  { stringToSign }: Pick<SignedText, 'stringToSign'>,
  key: { readonly id: string; readonly secret: string },
  info: Authorization['derivationInfo'],
): string {
  return sign(info === undefined ? key.secret : derivedKey(key, info), stringToSign)
}
