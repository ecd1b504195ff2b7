import { type Command, Option } from 'commander'
import { exportFormats } from '../dialects/native/export/export-format.ts'
import { parseKeys } from '../dialects/native/parse-keys.ts'
import { apiFor, type ClientOptions, clientCommand } from './client/client-command.ts'
import type { Search } from './client/find-instances.ts'
import { printCounts } from './client/print-counts.ts'
import { limitDefault, printTable, printTotal, writeInstances } from './client/print-instances.ts'
import { endWithReader } from './end-with-reader.ts'
import { UsageError } from './listen-address.ts'
import { countOption } from './read-option.ts'

const columnsMax = 50

interface SearchOptions extends ClientOptions, Pick<Search, 'sort' | 'limit'> {
  readonly columns: string
  readonly count?: boolean
  readonly keys?: boolean
  readonly values?: string
  readonly csv?: boolean
}

const examples = [
  'search',
  "search 'env = prod and owner missing' --sort @name",
  "search 'team in (core, data)' --columns env,owner",
  "search '@cloud = huawei' --values env",
  "search 'env ^= pr' --csv > prod.csv",
]

/** What is told in the place of instances; one of them. */
const answers = ['count', 'keys', 'values', 'csv']

export function searchCommand(): Command {
  const answer = (flags: string, description: string) => {
    const one = new Option(flags, description)
    return one.conflicts(answers.filter((name) => name !== one.attributeName()))
  }
  return clientCommand('search', 'Find instances of all clouds by their tags', examples)
    .argument('[selector]', 'which ones: env = prod and owner missing; all where absent')
    .option('--sort <keys>', 'by @name, @created, @id, @region, @tags, @tenant or tag keys; - turns one round')
    .option('--limit <n>', `n at most (default: ${limitDefault}; with --json and --csv all)`, countOption)
    .option('--columns <keys>', 'show these tag keys, a column each', '')
    .addOption(answer('--count', 'only how many there are'))
    .addOption(answer('--keys', 'their tag keys, with how many carry each'))
    .addOption(answer('--values <key>', 'the values of a tag key, with how many carry each'))
    .addOption(answer('--csv', 'as CSV, RFC 4180').conflicts('json'))
    .action(search)
}

async function search(where: string | undefined, options: SearchOptions): Promise<void> {
  endWithReader()
  const { tenant, sort, limit, count, keys, values, csv, json } = options
  const columns = parseKeys(options.columns, columnsMax)
  if (!columns) throw new UsageError(`Cannot read --columns "${options.columns}"; write tag keys with commas between`)
  const api = apiFor(options)
  const wanted = { where, tenant, sort, limit }
  if (count) await printTotal(api, wanted, json)
  else if (keys || values !== undefined) await printCounts(api, wanted, values, json)
  else if (csv) await writeInstances(api, wanted, exportFormats.csv, columns)
  else if (json) await writeInstances(api, wanted, exportFormats.ndjson, columns)
  else await printTable(api, wanted, columns)
}
