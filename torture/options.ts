import { randomInt } from 'node:crypto'
import { InvalidArgumentError, Option } from 'commander'

/** Options that several tortures have. */

export function seedOption(): Option {
  return new Option('--seed <number>', 'repeats a run; a random one if absent')
    .argParser((text) => count(text))
    .default(undefined)
}

/** @param least what the number may be */
export function countOption(flags: string, description: string, value: number, least = 0): Option {
  return new Option(flags, description).argParser((text) => count(text, least)).default(value)
}

/** Where a server under torture keeps its data; PostgreSQL is started for it. */
export type StoreKind = 'sqlite' | 'postgres'

export function storeOption(): Option {
  return new Option('--store <store>', 'of the server; PostgreSQL is started for it')
    .choices(['sqlite', 'postgres'] satisfies StoreKind[])
    .default('sqlite')
}

/** The seed given, or a new one; printed, so that the run can be repeated. */
export function chosenSeed(seed: number | undefined): number {
  const chosen = seed ?? randomInt(2 ** 31)
  console.log(`Seed ${chosen}`)
  return chosen
}

function count(text: string, least = 0): number {
  const value = Number(text)
  if (!(Number.isInteger(value) && value >= least && value < 2 ** 32))
    throw new InvalidArgumentError(`Give a whole number of at least ${least}.`)
  return value
}
