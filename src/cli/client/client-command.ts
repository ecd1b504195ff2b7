import { Command } from 'commander'
import { option } from '../options.ts'
import { Api } from './api.ts'
import { readCredentials } from './credentials.ts'
import { endpointDefault, parseEndpoint } from './endpoint.ts'

/** What every command takes that calls a server. */
export interface ClientOptions {
  readonly endpoint: string
  readonly credentials?: string
  readonly tenant?: string
  readonly json: boolean
}

/** A command that calls `/api/v1` of a server. @param examples what follows `tagplane`, a line each */
export function clientCommand(name: string, description: string, examples: readonly string[]): Command {
  const shown = examples.map((example) => `  $ tagplane ${example}`)
  return new Command(name)
    .description(description)
    .addOption(option('--endpoint <url>', 'where the server is', 'ENDPOINT').default(endpointDefault))
    .option('--credentials <file>', 'file of access keys, else TAGPLANE_ACCESS_KEYS or TAGPLANE_CREDENTIALS')
    .option('--tenant <id>', 'only this account, or this project')
    .option('--json', 'for programs, a JSON object a line', false)
    .allowExcessArguments(false)
    .addHelpText('after', ['', 'Examples:', ...shown].join('\n'))
}

/** @throws UsageError where endpoint or keys cannot be used */
export function apiFor({ endpoint, credentials }: Pick<ClientOptions, 'endpoint' | 'credentials'>): Api {
  return new Api(parseEndpoint(endpoint), readCredentials(credentials, process.env))
}
