import { equalsInConstantTime } from '../../access/constant-time.ts'
import type { SessionRequest } from '../../access/sessions.ts'
import type { Principal } from '../../store/identity.ts'
import { WireError } from '../wire-error.ts'
import type { Call } from './call.ts'
import type { Cloud } from './cloud.ts'
import { type ApiError, errors, invalidParameter, refusedByVendor } from './errors.ts'

/** Who has shown who he is at a cloud, and with what. */
export interface Proven extends Pick<SessionRequest, 'principal' | 'session' | 'endsAt' | 'method' | 'accessKey'> {
  readonly cloud: Cloud
}

export interface KeyProof {
  readonly cloud: string
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken?: string | undefined
}

/** By an access key; a temporary one comes with its security token, and the session ends with it. */
export async function byKey(call: Call, proof: KeyProof): Promise<Proven | ApiError> {
  const { access } = call.context
  const cloud = cloudNamed(call, proof.cloud)
  if (!cloud) return unknownCloud(call)
  const key = await access.findSigningKey(cloud.name, proof.accessKeyId)
  if (key) call.accessKeyIds.push(key.id)
  if (!key?.active || !equalsInConstantTime(proof.accessKeySecret, key.secret)) return errors.wrongCredentials
  const { principal, temporary } = key
  const { securityToken } = proof
  const byThisKey = { method: 'access-key', accessKey: key.id }
  if (!temporary) return securityToken === undefined ? { cloud, principal, ...byThisKey } : errors.wrongCredentials
  const isGood = securityToken !== undefined && access.isTokenOf(temporary, securityToken)
  if (!isGood || temporary.expiresAt <= call.at) return errors.wrongCredentials
  return { cloud, principal, session: temporary.session, endsAt: temporary.expiresAt, ...byThisKey }
}

export interface UserProof {
  readonly cloud: string
  readonly domain: string
  readonly user: string
  readonly password: string
}

/** By name and password, as the vendor's own sign-in has it: wrong ones count together with those sent there. */
export async function byPassword(call: Call, proof: UserProof): Promise<Proven | ApiError> {
  const cloud = cloudNamed(call, proof.cloud)
  if (!cloud) return unknownCloud(call)
  const { signIn } = cloud.fleet
  if (!signIn) return invalidParameter('cloud', `Users of ${cloud.name} have no passwords here; send an access key`)
  const { store, at, context, request } = call
  const whom = { account: proof.domain, user: proof.user, password: proof.password }
  const where = { store, access: context.access, at, remoteAddress: request.remoteAddress }
  const principal = await signIn(whom, where)
  return principal instanceof WireError ? refusedByVendor(principal) : { cloud, principal, method: 'password' }
}

/** By a link that was printed at the start: as an administrator of each cloud. */
export async function byLink(call: Call, secret: string): Promise<readonly Proven[] | ApiError> {
  if (!call.context.signInLinks?.spend(secret, call.at)) return errors.linkSpent
  const found = await Promise.all(
    call.context.clouds.map(async (cloud) => ({ cloud, principal: await administratorOf(call, cloud) })),
  )
  return found.flatMap(({ cloud, principal }) => (principal ? [{ cloud, principal, method: 'link' }] : []))
}

async function administratorOf({ store }: Call, { name }: Cloud): Promise<Principal | undefined> {
  for (const account of await store.listAccounts(name)) {
    const principals = await store.listPrincipals(name, account.id)
    const found = principals.find(({ administrator, enabled }) => administrator && enabled)
    if (found) return found
  }
  return undefined
}

function cloudNamed({ context }: Call, name: string): Cloud | undefined {
  return context.clouds.find((cloud) => cloud.name === name)
}

function unknownCloud({ context }: Call): ApiError {
  return invalidParameter('cloud', `Name one of ${context.clouds.map(({ name }) => name).join(', ')}`)
}
