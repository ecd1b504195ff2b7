import type { Store } from '../../src/store/store.ts'
import type { StoreUnavailable } from '../../src/store/store-error.ts'
import type { TagChange } from '../../src/tags/tag-change.ts'
import type { SimulatedDisk } from '../disk/simulated-disk.ts'
import type { Random } from '../random.ts'
import { clients, instancesOf, keysOf, keysPerClient, region, start, tenantOf } from './fleet.ts'
import type { RecordedAttempt, RecordedNonce } from './recorded.ts'
import { turns } from './turns.ts'

const nonceLifeMs = 15 * 60_000
const pauseTurnsMax = 8
const valueLengthMax = 120

/** What the clients of one run did so far. */
export class ClientRecord {
  readonly attempts: RecordedAttempt[] = []
  readonly nonces: RecordedNonce[] = []
  /** Attempts that were begun, those that changed nothing included. */
  begun = 0
  refusals = 0
  /** Refusals in other words than those for an ill disk. */
  readonly wrongRefusals: string[] = []
}

/** The life of one process of the store. */
export interface Life {
  readonly store: Store
  /** Resolves when the process is killed: what was not answered by then never is. */
  readonly death: Promise<void>
  isOver: boolean
}

/** Lets every client make `calls` calls, one after the other: reads and writes with a nonce, and writes without. */
export async function letClientsCall(
  life: Life,
  calls: number,
  disk: SimulatedDisk,
  random: Random,
  record: ClientRecord,
) {
  const one = async (client: number, own: Random) => {
    for (let call = 0; call < calls && !life.isOver; call++) {
      await turns(own.between(0, pauseTurnsMax))
      const isRead = own.chance(0.5)
      if (isRead || own.chance(0.7)) await spendNonce(life, disk, record)
      if (!isRead && !life.isOver) await changeTags(life, client, disk, own, record)
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, client) => one(client, random.fork())))
}

async function spendNonce(life: Life, disk: SimulatedDisk, record: ClientRecord): Promise<void> {
  const spent: RecordedNonce = { nonce: `nonce-${record.nonces.length}`, startedAt: disk.position }
  record.nonces.push(spent)
  const isNew = await outcome(life, record, life.store.spendNonce(spent.nonce, start, start + nonceLifeMs))
  if (isNew === false) throw new Error('A new nonce was taken for one that is spent')
  if (isNew) spent.acknowledgedAt = disk.position
}

async function changeTags(life: Life, client: number, disk: SimulatedDisk, random: Random, record: ClientRecord) {
  const number = record.begun++
  const value = `${number} ${'v'.repeat(random.between(0, valueLengthMax))}`
  const keys = keysOf(client)
  const change = random.chance(0.6) ? { set: Object.fromEntries(keys.map((key) => [key, value])) } : { unset: keys }
  const attempt = { client, tenant: tenantOf(client), instances: instancesOf(client), change }
  const recorded: RecordedAttempt = { attempt, requestId: `request-${number}`, startedAt: disk.position }
  record.attempts.push(recorded)
  const answer = await outcome(life, record, life.store.changeTags(asTagChange(recorded)))
  if (answer && answer.kind !== 'applied') throw new Error(`A change was refused: ${answer.kind}`)
  if (answer) recorded.acknowledgedAt = disk.position
  // What changes nothing leaves nothing to be found.
  if (answer && answer.revision === undefined) record.attempts.splice(record.attempts.indexOf(recorded), 1)
}

function asTagChange({ attempt, requestId }: RecordedAttempt): TagChange {
  const { client, tenant, instances, change } = attempt
  const edit =
    'set' in change
      ? { set: Object.entries(change.set).map(([key, value]) => ({ key, value })) }
      : { unset: change.unset.map((key) => ({ key })) }
  const provenance = { actor: `client ${client}`, operation: 'Change', requestId, at: start }
  return { tenant, edits: [{ region, instances, ...edit }], tagsPerInstanceMax: clients * keysPerClient, ...provenance }
}

/** What was answered; undefined if it was refused, or if the process died before. */
function outcome<Answer>(life: Life, record: ClientRecord, asked: Promise<Answer>): Promise<Answer | undefined> {
  const told = asked.then(
    (answer) => (life.isOver ? undefined : answer),
    (error: Error) => {
      if (!life.isOver) recordRefusal(record, error)
      return undefined
    },
  )
  return Promise.race([told, life.death.then(() => undefined)])
}

/** By name: the store on the simulated disk has classes of its own. */
function recordRefusal(record: ClientRecord, { name, message }: Error): void {
  record.refusals++
  const expected: StoreUnavailable['name'] = 'StoreUnavailable'
  if (name !== expected) record.wrongRefusals.push(`A call was refused with ${name}: ${message}`)
}
