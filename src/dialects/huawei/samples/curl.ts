import assert from 'node:assert/strict'
import type { CodeSample } from '../../code-sample.ts'
import { commandLines, inDoubleQuotes, shellWord } from '../../shell-text.ts'
import { parseTarget } from '../../target.ts'
import { bodyOf, type PlainRequest, targetOf } from '../explorer/plain-request.ts'
import { signedText } from '../signature/signed-text.ts'

/** Signs in the shell, anew each time that it is run: what the verifier computes, with a variable for the date. */
export function curl(request: PlainRequest, origin: URL): CodeSample {
  const body = bodyOf(request)
  const typed = body === '' ? {} : { 'content-type': 'application/json' }
  const text = request.operation.anonymous
    ? sending(request, origin, typed)
    : `${signing(request, { ...typed, host: origin.host, 'x-sdk-date': '$DATE' })}
${sending(request, origin, { ...typed, 'x-sdk-date': '$DATE', authorization: '$AUTHORIZATION' })}`
  return { client: 'curl', title: 'curl and openssl', language: 'sh', tested: true, text }
}

function signing(request: PlainRequest, headers: Readonly<Record<string, string>>): string {
  const target = parseTarget(targetOf(request))
  assert(target)
  const names = Object.keys(headers)
  const { method } = request.operation
  const parts = { method, target, headers, signedHeaders: names, body: Buffer.from(bodyOf(request)) }
  const { canonical } = signedText(parts, '')
  const authorization = `SDK-HMAC-SHA256 Access=$HUAWEICLOUD_SDK_AK, SignedHeaders=${names.join(';')}, Signature=$SIGNATURE`
  return `DATE=$(date -u +%Y%m%dT%H%M%SZ)
CANONICAL_REQUEST="${canonical}"
HASH=$(printf '%s' "$CANONICAL_REQUEST" | openssl dgst -sha256 -r | cut -d ' ' -f 1)
SIGNATURE=$(printf 'SDK-HMAC-SHA256\\n%s\\n%s' "$DATE" "$HASH" |
  openssl dgst -sha256 -hmac "$HUAWEICLOUD_SDK_SK" -r | cut -d ' ' -f 1)
AUTHORIZATION="${authorization}"`
}

function sending(request: PlainRequest, origin: URL, headers: Readonly<Record<string, string>>): string {
  const body = bodyOf(request)
  return commandLines([
    `curl -s -X ${request.operation.method} "${inDoubleQuotes(origin.origin + targetOf(request))}"`,
    ...Object.entries(headers).map(([name, value]) => `-H "${name}: ${value}"`),
    ...(body === '' ? [] : [`--data-raw ${shellWord(body)}`]),
  ])
}
