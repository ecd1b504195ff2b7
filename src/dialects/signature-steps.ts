/** What a signature is made over, as a verifier computes it; without a secret. */
export interface SignedText {
  /** Step 1: the request, written in the one way in which it is signed. */
  readonly canonical: string
  /** Step 2: what the key is applied to. */
  readonly stringToSign: string
}

/** What the vendor calls the steps of one of his signatures. */
export interface SignatureScheme {
  /** `ACS3-HMAC-SHA256` */
  readonly name: string
  readonly canonical: string
  readonly stringToSign: string
  /** What the key is made of; its value is never told. */
  readonly key: string
  readonly signature: string
}

/** One step of a signature. */
export interface SignatureStep {
  readonly id: 'canonical' | 'string-to-sign' | 'key' | 'signature'
  /** In the vendor's words. */
  readonly name: string
  /** What came of it; absent where it is a secret, or is not to be told. */
  readonly text?: string
}

/** @param signature absent where it is not to be told: whoever learns it can send the request */
export function stepsOf(scheme: SignatureScheme, text: SignedText, signature?: string): readonly SignatureStep[] {
  return [
    { id: 'canonical', name: scheme.canonical, text: text.canonical },
    { id: 'string-to-sign', name: scheme.stringToSign, text: text.stringToSign },
    { id: 'key', name: scheme.key },
    { id: 'signature', name: scheme.signature, ...(signature !== undefined && { text: signature }) },
  ]
}
