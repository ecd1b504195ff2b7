import type { CodeSample } from '../../code-sample.ts'
import { commandLines, shellWord } from '../../shell-text.ts'
import { regionOf, type SampleCall } from './sample-call.ts'

/** The vendor's command line. `--insecure` makes it speak HTTP. */
export function aliyunCli(call: SampleCall): CodeSample {
  const { operation, flat, origin } = call
  const profile = [
    `aliyun ${operation.product.code.toLowerCase()} ${operation.name} --mode AK`,
    '--access-key-id "$ALIBABA_CLOUD_ACCESS_KEY_ID"',
    '--access-key-secret "$ALIBABA_CLOUD_ACCESS_KEY_SECRET"',
    `--region ${shellWord(regionOf(call))} --endpoint ${origin.host}${origin.protocol === 'http:' ? ' --insecure' : ''}`,
  ]
  return {
    client: 'cli',
    title: 'aliyun CLI',
    language: 'sh',
    tested: false,
    text: commandLines([...profile, ...flat.map(([name, value]) => `--${name} ${shellWord(value)}`)]),
  }
}
