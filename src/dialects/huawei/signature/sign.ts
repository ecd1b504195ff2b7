import { createHmac, hash, hkdfSync } from 'node:crypto'

const derivedKeyBytes = 32

/**
 * The signature of SDK-HMAC-SHA256 over a canonical request; hexadecimal.
 * @param sdkDate the header `X-Sdk-Date`
 * @see API Gateway, "AK/SK Signing and Authentication Algorithm", steps 2 and 3
 */
export function sign(secret: string, sdkDate: string, canonicalRequest: string): string {
  return hmac(secret, `SDK-HMAC-SHA256\n${sdkDate}\n${hash('sha256', canonicalRequest)}`)
}

/**
 * The signature of V11-HMAC-SHA256; hexadecimal.
 * @param info `YYYYMMDD/region/service` of the credential
 * @see huaweicloud-sdk-core, derived AK/SK authentication
 */
export function signDerived(
  key: { readonly id: string; readonly secret: string },
  info: string,
  sdkDate: string,
  canonicalRequest: string,
): string {
  return hmac(derivedKey(key, info), `V11-HMAC-SHA256\n${sdkDate}\n${info}\n${hash('sha256', canonicalRequest)}`)
}

/** The key of V11-HMAC-SHA256: HKDF-SHA256 of the secret, salted with the access key id, as hexadecimal text. */
export function derivedKey({ id, secret }: { readonly id: string; readonly secret: string }, info: string): string {
  return Buffer.from(hkdfSync('sha256', secret, id, info, derivedKeyBytes)).toString('hex')
}

function hmac(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex')
}
