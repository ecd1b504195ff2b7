import type { Command, Option } from 'commander'
import type { CommandLine } from './command-line.ts'
import type { Facets } from './facets.ts'
import { selectorCandidates } from './selector-candidates.ts'

/** What the word that is typed may become. */
type Choose = (typed: string, facets: Facets) => Promise<readonly string[]> | readonly string[]

const key: Choose = (typed, facets) => facets.keys(typed)

const tag: Choose = async (typed, facets) => {
  const at = typed.indexOf('=')
  if (at < 0) return (await facets.keys(typed)).map((one) => `${one}=`)
  const name = typed.slice(0, at)
  return (await facets.values(name, typed.slice(at + 1))).map((value) => `${name}=${value}`)
}

/** Keys with commas between them: the last one is being typed. */
const keyList: Choose = async (typed, facets) => {
  const from = typed.lastIndexOf(',') + 1
  return (await facets.keys(typed.slice(from))).map((one) => typed.slice(0, from) + one)
}

/** By the names of arguments and options. */
const choosers: Readonly<Record<string, Choose>> = {
  selector: selectorCandidates,
  tags: tag,
  keys: key,
  '--key': key,
  '--values': key,
  '--columns': keyList,
  '--sort': keyList,
}

/** Whole words that the current one may become. @param command that is typed, with what follows it in `words` */
export async function candidates(command: Command, { words, current }: CommandLine, facets: Facets) {
  const { asked, rest } = descend(command, words)
  const last = optionOf(asked, rest.at(-1))
  if (last?.required) return beginningSo(await chosen(last.long ?? '', last.argChoices, current, facets), current)
  if (current.startsWith('-')) return beginningSo(optionNames(asked), current)
  if (asked.commands.length > 0) return beginningSo(namesOf(asked.commands), current)
  const argument = argumentAt(asked, positionals(asked, rest))
  if (!argument) return []
  return beginningSo(await chosen(argument.name(), argument.argChoices, current, facets), current)
}

function descend(command: Command, words: readonly string[]): { asked: Command; rest: readonly string[] } {
  const [name, ...rest] = words
  const part = command.commands.find((one) => one.name() === name)
  return part ? descend(part, rest) : { asked: command, rest: words }
}

async function chosen(name: string, choices: readonly string[] | undefined, current: string, facets: Facets) {
  return choices ?? (Object.hasOwn(choosers, name) ? await choosers[name]?.(current, facets) : undefined) ?? []
}

function optionOf({ options }: Command, word: string | undefined): Option | undefined {
  return options.find(({ short, long }) => word !== undefined && (word === short || word === long))
}

function optionNames({ options }: Command): readonly string[] {
  return [...options.flatMap(({ long }) => long ?? []), '--help']
}

function namesOf(commands: readonly Command[]): readonly string[] {
  return commands.map((one) => one.name())
}

/** The last one may be meant again and again. */
function argumentAt({ registeredArguments }: Command, index: number) {
  const last = registeredArguments.at(-1)
  return registeredArguments[index] ?? (last?.variadic ? last : undefined)
}

/** How many of the words are arguments: neither an option nor the value of one. */
function positionals(command: Command, words: readonly string[]): number {
  return words.filter((word, at) => !word.startsWith('-') && !optionOf(command, words[at - 1])?.required).length
}

function beginningSo(texts: readonly string[], beginning: string): readonly string[] {
  return texts.filter((text) => text.startsWith(beginning))
}
