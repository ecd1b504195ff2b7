import type { WireRequest } from '../dialect.ts'
import type { SignatureScheme, SignedText } from '../signature-steps.ts'
import { canonicalQuery } from './canonical-query.ts'
import type { Parameters } from './parameters.ts'
import { signedParameters, stringToSignV1 } from './signature-v1.ts'
import { algorithmV3, canonicalRequest, digestOf, stringToSignV3 } from './signature-v3.ts'

/** The steps of V1, as the ECS documentation, "Request signatures", names them. */
export const schemeV1: SignatureScheme = {
  name: 'HMAC-SHA1',
  canonical: 'CanonicalizedQueryString',
  stringToSign: 'StringToSign',
  key: 'AccessKeySecret + &',
  signature: 'Signature',
}

/** The steps of V3, as "V3 request structure and signature" names them. */
export const schemeV3: SignatureScheme = {
  name: algorithmV3,
  canonical: 'CanonicalRequest',
  stringToSign: 'StringToSign',
  key: 'AccessKeySecret',
  signature: 'SignatureValue',
}

/** What V1 signs: the verb and all parameters. */
export function signedTextV1(method: string, parameters: Pick<Parameters, 'query' | 'form'>): SignedText {
  const canonical = canonicalQuery(signedParameters(parameters))
  return { canonical, stringToSign: stringToSignV1(method, canonical) }
}

/** What V3 signs: verb, query, the headers named and the body. */
export function signedTextV3(
  { method, headers, body }: Pick<WireRequest, 'method' | 'headers' | 'body'>,
  query: Parameters['query'],
  signedHeaders: readonly string[],
): SignedText & { readonly bodyDigest: string } {
  const bodyDigest = digestOf(body)
  const canonical = canonicalRequest(method, query, headers, signedHeaders, bodyDigest)
  return { canonical, stringToSign: stringToSignV3(canonical), bodyDigest }
}
