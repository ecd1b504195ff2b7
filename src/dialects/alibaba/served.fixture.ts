import { expect } from 'vitest'
import { type Access, createAccess } from '../../access/access.ts'
import { vaultUnder } from '../../access/vault.ts'
import { openSqliteStoreInMemory } from '../../store/sqlite/sqlite-store.ts'
import type { Store } from '../../store/store.ts'
import type { WireRequest } from '../dialect.ts'
import { alibaba } from './alibaba.ts'
import { seedProblems } from './seed-problems.ts'
import { type Signer, signedV1, type Texts } from './signed-v1.fixture.ts'

// biome-ignore lint/suspicious/noExplicitAny: what came in is compared, not used
type Answer = Record<string, any>

/** The dialect on a store in memory, with a clock to turn. */
export interface Served extends AsyncDisposable {
  readonly clock: { at: number }
  readonly store: Store
  readonly access: Access
  answer(request: WireRequest): Promise<Answer>
  /** Calls with signature V1; the members of the answer, and its HTTP `status`. */
  call(action: string, parameters: Texts, signer: Signer): Promise<Answer>
}

/** Serves accounts as the section of a seed file has them. @param at milliseconds since 1970 */
export async function serve(accounts: readonly object[], at: number): Promise<Served> {
  const clock = { at }
  const now = () => clock.at
  const store = openSqliteStoreInMemory({ now })
  const vault = vaultUnder(Buffer.alloc(32))
  const access = createAccess(store, vault)
  const section = alibaba.seedSchema.parse({ accounts }) as Parameters<typeof alibaba.seedContents>[0]
  expect(seedProblems(section)).toEqual([])
  const secrets = { sealSecret: vault.seal, hashPassword: async () => '' }
  await store.load('seed', () => alibaba.seedContents(section, secrets, at))
  const dialect = alibaba.create({ store, access, now, provisioningMs: 0 })
  const answer = async (request: WireRequest) => {
    const { status, body } = await dialect.answer(request)
    return { status, ...JSON.parse(body) }
  }
  return {
    clock,
    store,
    access,
    answer,
    call: (Action, parameters, signer) => answer(signedV1({ Action, ...parameters }, signer, clock.at)),
    [Symbol.asyncDispose]: () => store.close(),
  }
}

/** The parameters of an AssumeRole call; those of `more` come last. */
export function roleRequest(RoleArn: string, more: Texts = {}): Texts {
  return { Version: '2015-04-01', RoleArn, RoleSessionName: 'alice', ...more }
}

/** Assumes a role, and gives its credentials. */
export async function assume({ call }: Served, signer: Signer, roleArn: string, more: Texts = {}): Promise<Signer> {
  const { status, Credentials } = await call('AssumeRole', roleRequest(roleArn, more), signer)
  expect(status).toBe(200)
  return { id: Credentials.AccessKeyId, secret: Credentials.AccessKeySecret, token: Credentials.SecurityToken }
}

/** The trust policy of a role that these may assume, under a condition. */
export function trusting(RAM: string | readonly string[], Condition: object = {}): object {
  return { Version: '1', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM }, Condition }] }
}
