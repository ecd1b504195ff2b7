import { Argument, Command } from 'commander'
import { apiFor } from './client/client-command.ts'
import { endpointDefault } from './client/endpoint.ts'
import { candidates } from './completion/candidates.ts'
import { readCommandLine } from './completion/command-line.ts'
import { facetsOf } from './completion/facets.ts'
import { type Shell, shells, writtenForShell } from './completion/written-for-shell.ts'
import { endWithReader } from './end-with-reader.ts'
import { printLines } from './print-lines.ts'

type Commands = Readonly<Record<string, () => Promise<Command>>>

/** What the scripts of `tagplane completion` call: prints the words that a line may go on with. @param commands by name */
export function completeCommand(commands: Commands): Command {
  return new Command('complete')
    .addArgument(new Argument('<shell>').choices(shells))
    .argument('<line>', 'up to the cursor')
    .action((shell: Shell, line: string) => complete(commands, shell, line))
}

async function complete(commands: Commands, shell: Shell, text: string): Promise<void> {
  endWithReader()
  const line = readCommandLine(text)
  const [, name, ...words] = line.words
  const load = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined
  const found = load
    ? await candidates(await load(), { ...line, words }, facetsFor(words))
    : Object.keys(commands).filter((one) => name === undefined && one.startsWith(line.current))
  await printLines(writtenForShell(found, shell, line))
}

/** Of the server that the line itself names, if it does. */
function facetsFor(words: readonly string[]) {
  const given = (option: string) => words[words.indexOf(option) + 1 || words.length]
  const endpoint = given('--endpoint') ?? process.env.TAGPLANE_ENDPOINT ?? endpointDefault
  const credentials = given('--credentials')
  return facetsOf(() => apiFor({ endpoint, ...(credentials !== undefined && { credentials }) }))
}
