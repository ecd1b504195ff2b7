import { createHmac, hash, hkdfSync } from 'node:crypto'

const derivedKeyBytes = 32

/**
 * The text that SDK-HMAC-SHA256 signs.
 * @param sdkDate the header `X-Sdk-Date`
 * @see API Gateway, "AK/SK Signing and Authentication Algorithm", step 2
 */
export function stringToSign(sdkDate: string, canonicalRequest: string): string {
  return `SDK-HMAC-SHA256\n${sdkDate}\n${hash('sha256', canonicalRequest)}`
}

/**
 * The text that V11-HMAC-SHA256 signs.
 * @param info `YYYYMMDD/region/service` of the credential
 * @see huaweicloud-sdk-core, derived AK/SK authentication
 */
export function derivedStringToSign(info: string, sdkDate: string, canonicalRequest: string): string {
  return `V11-HMAC-SHA256\n${sdkDate}\n${info}\n${hash('sha256', canonicalRequest)}`
}

/** The key of V11-HMAC-SHA256: HKDF-SHA256 of the secret, salted with the access key id, as hexadecimal text. */
export function derivedKey({ id, secret }: { readonly id: string; readonly secret: string }, info: string): string {
  return Buffer.from(hkdfSync('sha256', secret, id, info, derivedKeyBytes)).toString('hex')
}

/** The signature of a text, hexadecimal. @param key the secret, or the key derived from it */
export function sign(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex')
}
