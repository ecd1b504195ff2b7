import type { Caller, Load, Turn } from '../loads/load.ts'
import { type Answer, Connection } from './connection.ts'
import { SignedRequests } from './signed-requests.ts'

/** What one round came to. */
export interface Round {
  readonly requests: number
  readonly seconds: number
  /** Milliseconds from sending to the whole answer, sorted. */
  readonly latencies: Float64Array
  /** The part of one core that the client used: near 1, the client is what is measured. */
  readonly clientCpu: number
}

export interface RoundPlan {
  readonly port: number
  readonly load: Load
  readonly caller: Caller
  readonly fleetSize: number
  readonly connections: number
  readonly seconds: number
  /** Requests to sign for each connection: more than it can send in time. */
  readonly requestsPerConnection: number
  /** How often each connection called this server before. */
  readonly number: number
}

/**
 * Calls with every connection, each as soon as it has its answer, until the time is over or the requests are used up.
 * @throws Error at the first answer that is not a success
 */
export async function runRound(plan: RoundPlan): Promise<Round> {
  const requests = Array.from({ length: plan.connections }, (_, connection) => signFor(plan, connection))
  const latencies: number[] = []
  const cpuBefore = process.cpuUsage()
  const started = performance.now()
  const deadline = started + plan.seconds * 1000
  const record = (milliseconds: number) => latencies.push(milliseconds)
  await Promise.all(requests.map((own) => callInTurn(plan, own, deadline, record)))
  const seconds = (performance.now() - started) / 1000
  const cpu = process.cpuUsage(cpuBefore)
  return {
    requests: latencies.length,
    seconds,
    latencies: Float64Array.from(latencies).sort(),
    clientCpu: (cpu.user + cpu.system) / 1e6 / seconds,
  }
}

function signFor(plan: RoundPlan, connection: number): SignedRequests {
  const { port, load, caller, fleetSize, connections, number, requestsPerConnection } = plan
  const turn: Turn = {
    host: `127.0.0.1:${port}`,
    caller,
    connection,
    connections,
    number,
    fleetSize,
    at: Date.now(),
  }
  return new SignedRequests(load, turn, requestsPerConnection)
}

function callInTurn(
  { port, load }: RoundPlan,
  requests: SignedRequests,
  deadline: number,
  record: (milliseconds: number) => void,
): Promise<void> {
  return new Promise((done, failed) => {
    let next = 0
    let sentAt = 0
    const send = () => {
      sentAt = performance.now()
      connection.send(requests.at(next++))
    }
    const answered = (answer: Answer) => {
      const now = performance.now()
      if (answer.status !== 200) {
        connection.close()
        failed(new Error(`${load.name} was answered ${answer.status}: ${answer.body.toString('utf8', 0, 2000)}`))
        return
      }
      record(now - sentAt)
      if (now < deadline && next < requests.length) send()
      else {
        connection.close()
        done()
      }
    }
    const connection = new Connection(port, answered, failed)
    send()
  })
}
