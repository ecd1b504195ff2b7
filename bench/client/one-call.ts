import { administrator, domain, type FleetUser, project } from '../fleet.ts'
import type { Caller, Load, Turn } from '../loads/load.ts'
import { loads } from '../loads/loads.ts'
import { Connection } from './connection.ts'

/** One call by itself, as the first of a round. @returns the bytes of its answer's body */
export function callOnce(port: number, load: Load, fleetSize: number, caller: Caller): Promise<number> {
  const host = `127.0.0.1:${port}`
  const turn: Turn = { host, caller, connection: 0, connections: 1, number: 0, fleetSize, at: Date.now() }
  return send(port, load.request(turn))
}

/** The administrator, who signs and needs no token. */
export const signer: Caller = { ...administrator, token: '' }

/** A signed read, which also waits for a commit: what a client would do first. */
export function firstCall(port: number, fleetSize: number): Promise<number> {
  return callOnce(port, loads[0] as Load, fleetSize, signer)
}

/** A user with an X-Auth-Token for the project, asked for with his password. */
export async function signIn(port: number, user: FleetUser): Promise<Caller> {
  const { name, password } = user
  const identity = { methods: ['password'], password: { user: { name, password, domain: { name: domain.name } } } }
  const reply = await fetch(`http://127.0.0.1:${port}/v3/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ auth: { identity, scope: { project: { id: project.id } } } }),
  })
  const token = reply.headers.get('x-subject-token')
  if (token === null) throw new Error(`No token was given: ${reply.status} ${await reply.text()}`)
  return { ...user, token }
}

function send(port: number, request: string): Promise<number> {
  return new Promise((done, failed) => {
    const connection = new Connection(
      port,
      ({ status, body }) => {
        connection.close()
        if (status === 200) done(body.length)
        else failed(new Error(`Answered ${status}: ${body}`))
      },
      failed,
    )
    connection.send(Buffer.from(request, 'latin1'))
  })
}
