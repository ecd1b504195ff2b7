import type { CodeSample } from '../../code-sample.ts'
import { inDoubleQuotes } from '../../shell-text.ts'
import { queryOf } from '../explorer/flat-parameters.ts'
import { readParameters } from '../parameters.ts'
import { algorithmV3, digestOf } from '../signature-v3.ts'
import { signedTextV3 } from '../signed-text.ts'
import type { SampleCall } from './sample-call.ts'

const body = Buffer.alloc(0)

/** Signs with V3 in the shell, anew each time that it is run: what the verifier computes, with variables in two places. */
export function curl({ operation, flat, origin }: SampleCall): CodeSample {
  const target = flat.length > 0 ? `/?${queryOf(flat)}` : '/'
  const headers = {
    host: origin.host,
    'x-acs-action': operation.name,
    'x-acs-content-sha256': digestOf(body),
    'x-acs-date': '$DATE',
    'x-acs-signature-nonce': '$NONCE',
    'x-acs-version': operation.product.version,
  }
  const names = Object.keys(headers)
  const { query } = readParameters({ target, headers, body })
  const { canonical } = signedTextV3({ method: 'POST', headers, body }, query, names)
  const authorization = `${algorithmV3} Credential=$ALIBABA_CLOUD_ACCESS_KEY_ID,SignedHeaders=${names.join(';')},Signature=$SIGNATURE`
  const sent = Object.entries({ ...headers, authorization }).filter(([name]) => name !== 'host')
  return {
    client: 'curl',
    title: 'curl and openssl',
    language: 'sh',
    tested: true,
    text: `DATE=$(date -u +%Y-%m-%dT%H:%M:%SZ)
NONCE=$(openssl rand -hex 16)
CANONICAL_REQUEST="${canonical}"
HASH=$(printf '%s' "$CANONICAL_REQUEST" | openssl dgst -sha256 -r | cut -d ' ' -f 1)
SIGNATURE=$(printf '${algorithmV3}\\n%s' "$HASH" |
  openssl dgst -sha256 -hmac "$ALIBABA_CLOUD_ACCESS_KEY_SECRET" -r | cut -d ' ' -f 1)
curl -s -X POST "${inDoubleQuotes(origin.origin + target)}" \\
${sent.map(([name, value]) => `  -H "${name}: ${value}"`).join(' \\\n')}`,
  }
}
