import { equalsInConstantTime } from '../../access/constant-time.ts'
import type { Call, Caller } from './call.ts'
import { type ApiError, errors } from './errors.ts'
import { basicCredentialsMax } from './limits.ts'
import { sessionText } from './session-cookie.ts'

/** Finds who calls: by the keys in `Authorization` where it is there, else by the sessions of the browser. */
export async function authenticate(call: Call): Promise<ApiError | undefined> {
  const { authorization } = call.request.headers
  const callers = authorization === undefined ? await bySession(call) : await byKeys(call, authorization)
  if (!callers) return errors.wrongCredentials
  call.callers = callers
  return callers.length === 0 && call.operation.caller === 'signed-in' ? errors.notSignedIn : undefined
}

async function bySession(call: Call): Promise<readonly Caller[]> {
  const { clouds, sessions } = call.context
  const callers: Caller[] = []
  for (const cloud of clouds) {
    const text = sessionText(call, cloud)
    const token = text === undefined ? undefined : await sessions.find(cloud.name, text, call.at)
    if (token) callers.push(call.callerOf(cloud, token))
  }
  return callers
}

/**
 * `Basic` with a key's id and secret, once for each cloud, joined by commas: whoever may read both clouds needs no more
 * than one request. Undefined if one of them is not good.
 */
async function byKeys(call: Call, authorization: string): Promise<readonly Caller[] | undefined> {
  const credentials = authorization.split(',', basicCredentialsMax + 1)
  const callers: Caller[] = []
  for (const credential of credentials) {
    const caller = await byKey(call, credential.trim())
    if (!caller || callers.some(({ cloud }) => cloud === caller.cloud)) return undefined
    callers.push(caller)
  }
  return callers
}

const basic = /^Basic +([A-Za-z0-9+/]+={0,2})$/i

async function byKey(call: Call, credential: string): Promise<Caller | undefined> {
  const [, encoded] = basic.exec(credential) ?? []
  const [id = '', ...rest] = Buffer.from(encoded ?? '', 'base64')
    .toString()
    .split(':')
  for (const cloud of call.context.clouds) {
    const key = await call.context.access.findSigningKey(cloud.name, id)
    if (!key) continue
    call.accessKeyIds.push(id)
    // A temporary key is of no use without its token, which has no place here: it signs in for a session.
    if (!key.active || key.temporary || !equalsInConstantTime(rest.join(':'), key.secret)) continue
    return call.callerOf(cloud, key)
  }
  return undefined
}
