import { UsageError } from '../listen-address.ts'
import { keyNamed } from './access-keys.ts'
import { closestText } from './closest-text.ts'
import { type Caller, fullName, type Holder, inWords, listHolders, shortName } from './holder.ts'
import type { Identities } from './identities.ts'

/**
 * The one holder that a person means by `user/ops`, `ops`, `root`, an id, or the vendor's own name.
 * @throws UsageError if there is none, or more than one
 */
export async function findHolder(identities: Identities, text: string): Promise<Holder> {
  const all = await listHolders(identities)
  const found = all.filter((holder) => goesBy(holder, text))
  const [one, another] = found
  if (one && !another) return one
  throw new UsageError(one ? ambiguous(text, found) : unknown(text, all))
}

/** The same, of one who calls: an account, a user, a role; also by the id of a key of his. @throws UsageError */
export async function findCaller(identities: Identities, text: string): Promise<Caller> {
  const holder = (await keyNamed(identities, text))?.holder ?? (await findHolder(identities, text))
  if ('principal' in holder) return holder
  throw new UsageError(`${inWords(holder)} makes no calls itself; name one of its members`)
}

function goesBy(holder: Holder, text: string): boolean {
  const { module, account, kind, name } = holder
  const read = module.identities.readName(text)
  if (read) return module.identities.fullName(read) === fullName(holder)
  const id = 'principal' in holder ? holder.principal.id : undefined
  const names = kind === 'root' ? [account.name, account.id, `${shortName(holder)}/${account.name}`] : [name]
  return [shortName(holder), id, ...names].includes(text)
}

function ambiguous(text: string, found: readonly Holder[]): string {
  const names = found.map((holder) => `  ${fullName(holder)}   ${inWords(holder)}, ${holder.module.name}`)
  return [`"${text}" may be any of these; name one in full, or give --cloud or --account`, ...names].join('\n')
}

function unknown(text: string, all: readonly Holder[]): string {
  const slip = closestText(text, [...new Set(all.flatMap((holder) => [shortName(holder), holder.name]))])
  const meant = slip === undefined ? '' : `; did you mean ${slip}?`
  return `Nobody is called "${text}"${meant}${meant === '' ? '; ' : ' '}"tagplane access list" shows all`
}
