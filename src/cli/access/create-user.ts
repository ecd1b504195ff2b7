import type { Command } from 'commander'
import { hashPassword } from '../../access/passwords.ts'
import type { DialectModule } from '../../dialects/dialect.ts'
import { UsageError } from '../listen-address.ts'
import { accepted } from './accepted.ts'
import { applyChange } from './apply-change.ts'
import { callerOf, fullName, holderJson, inWords } from './holder.ts'
import type { Identities } from './identities.ts'
import { oneAccount } from './one-account.ts'
import { type NewPassword, newPassword } from './password.ts'
import type { Report } from './report.ts'
import { type AccessOptions, onIdentities, subcommand } from './subcommand.ts'
import { textFields } from './text-table.ts'

interface CreateUserOptions extends AccessOptions {
  readonly administrator: boolean
  readonly passwordStdin: boolean
  /** False with `--no-password`. */
  readonly password: boolean
}

export function createUserCommand(): Command {
  return subcommand('user', 'Create a user', [
    'create user ops --cloud alibaba',
    'create user admin --administrator --cloud huawei --account acme',
    'create user ci --no-password --cloud huawei --account acme',
    'create user ann --password-stdin --cloud huawei --account acme < password.txt',
  ])
    .argument('<name>')
    .option('--administrator', 'may do everything in the account (Huawei Cloud)', false)
    .option('--password-stdin', 'read the password from stdin; one is made up otherwise (Huawei Cloud)', false)
    .option('--no-password', 'without a password: for programs, which sign with a key (Huawei Cloud)')
    .action((name: string, options: CreateUserOptions) =>
      onIdentities(options, (identities) => createUser(identities, name, options)),
    )
}

async function createUser(identities: Identities, name: string, options: CreateUserOptions): Promise<Report> {
  const owned = oneAccount(identities)
  const { module, account } = owned
  const principal = accepted(module.identities.newUser({ account, name, administrator: options.administrator }))
  const holder = callerOf(owned, principal)
  const given = await passwordFor(module, options)
  const otherwise = { 'exists-already': `There is a ${inWords(holder)} already` }
  const passwordHash = given && (await hashPassword(given.password))
  await applyChange(
    identities,
    { kind: 'add-principal', principal, ...(passwordHash !== undefined && { passwordHash }) },
    otherwise,
  )
  const shown = given?.generated ? given.password : undefined
  return {
    lines: [`Created ${inWords(holder)}`, ...(shown === undefined ? [] : ['', ...textFields([['Password', shown]])])],
    hints: [
      ...(shown === undefined ? [] : ['The password is shown this once; keep it now']),
      ...(principal.administrator ? [] : [`Next: tagplane access attach --to ${fullName(holder)} POLICY`]),
      `For programs: tagplane access create key --for ${fullName(holder)}`,
    ],
    json: { ...holderJson(holder), ...(shown !== undefined && { password: shown }) },
  }
}

/** Undefined for users who do not sign in. @throws UsageError */
async function passwordFor(
  { name, identities }: DialectModule,
  { password, passwordStdin }: CreateUserOptions,
): Promise<NewPassword | undefined> {
  if (identities.passwordObjection) return password ? newPassword(identities, passwordStdin) : undefined
  if (passwordStdin) throw new UsageError(`Users of ${name} have no password here; they sign with keys`)
  return undefined
}
