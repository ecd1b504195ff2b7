import type { CodeSample } from '../../code-sample.ts'
import { commandLines, shellWord } from '../../shell-text.ts'
import type { PlainRequest } from '../explorer/plain-request.ts'
import { sdkServices } from './sdk-service.ts'

/** KooCLI. Members of lists and objects are written with their path: `--tags.1.key`. */
export function kooCli({ operation, path, query, body = {} }: PlainRequest, origin: URL): CodeSample | undefined {
  if (operation.anonymous) return undefined
  const given = Object.entries({ ...path, ...Object.fromEntries(query), ...body })
  return {
    client: 'cli',
    title: 'KooCLI',
    language: 'sh',
    tested: false,
    text: commandLines([
      `hcloud ${sdkServices[operation.service].name.toUpperCase()} ${operation.name} --cli-endpoint=${origin.origin}`,
      '--cli-access-key="$HUAWEICLOUD_SDK_AK"',
      '--cli-secret-key="$HUAWEICLOUD_SDK_SK"',
      ...given.flatMap(([name, value]) => optionsOf(`--${name}`, value)),
    ]),
  }
}

/** Nested no deeper than what is sent to the server may be. */
function optionsOf(name: string, value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [shellWord(`${name}=${value}`)]
  const members = Array.isArray(value) ? value.map((item, at) => [at + 1, item] as const) : Object.entries(value)
  return members.flatMap(([member, inner]) => optionsOf(`${name}.${member}`, inner))
}
