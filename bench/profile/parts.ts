/** The parts of a call, each with what its frames look like: function name and file. The first that matches counts. */
const parts: readonly (readonly [part: string, frame: RegExp])[] = [
  ['garbage collection', /^\(garbage collector\)/],
  ['log and audit', /request-log|audit-|call-record|call-time/],
  ['metrics', /server\/metrics|prom-client|observed-store/],
  ['commit and fsync', /commit-queue|write-ahead-log|rewrite-log|sqlite\/nonces|^fdatasync/],
  ['store: nonces', /nonce-ledger|^spendNonce/],
  ['store: read and change tags', /sqlite\/(tags|attached-tags|change-log|instances)|tags\/resolve/],
  [
    'store: who is calling',
    /^(findSigningKey|findKey|findToken|findProject)|remembered|generation|sqlite\/credentials/,
  ],
  ['verify', /verify-signature|signature|canonical-|^authenticate/],
  ['decide', /authoriz|access\/policy/],
  [
    'parse',
    /parameters|alibaba\/credentials|percent-decode|target|strict-json|read-body|read-list|-kinds?\.js|^validate/,
  ],
  ['encode', /reply|answer|header-text|request-id/],
  ['run', /operations\//],
  ['HTTP: receive', /_http_incoming|_http_common|_http_server|^parserOn/],
  ['HTTP: send', /_http_outgoing|^#send|^writeHead|^end /],
  ['sockets', /node:net|stream_base|streams|^writev?|^onread/i],
  ['promises and ticks', /task_queues|timers|^runMicrotasks/],
  ['steps and dispatch', /wire-listener|take-steps|steps|server\.js|dialects\//],
]
const rest = 'the rest'

/** All parts, in the order in which a call meets them. */
export const partNames: readonly string[] = [
  'HTTP: receive',
  'steps and dispatch',
  'parse',
  'store: who is calling',
  'verify',
  'store: nonces',
  'decide',
  'run',
  'store: read and change tags',
  'commit and fsync',
  'encode',
  'log and audit',
  'metrics',
  'HTTP: send',
  'sockets',
  'promises and ticks',
  'garbage collection',
  rest,
]

interface Frame {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string }
  readonly children?: readonly number[]
}

/** A CPU profile as V8 writes it. */
export interface CpuProfile {
  readonly nodes: readonly Frame[]
  /** Ids of nodes, each for as long as the delta at its place tells, microseconds. */
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

/** The share of each part in the time that a server was busy, from its first call on. */
export function partsOf(profile: CpuProfile): ReadonlyMap<string, number> {
  const stacks = stacksOf(profile)
  const spent = new Map<string, number>()
  let whole = 0
  let isServing = false
  profile.samples.forEach((id, index) => {
    const stack = stacks.get(id) ?? []
    isServing ||= stack.some((frame) => frame.startsWith('serve ') && frame.includes('wire-listener'))
    if (!isServing || stack[0]?.startsWith('(idle)')) return
    const part = partOf(stack)
    const time = profile.timeDeltas[index] ?? 0
    spent.set(part, (spent.get(part) ?? 0) + time)
    whole += time
  })
  return new Map(Array.from(spent, ([part, time]) => [part, time / whole]))
}

/** The frames of each node, innermost first, as the parts look at them. */
function stacksOf({ nodes }: CpuProfile): ReadonlyMap<number, readonly string[]> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const stacks = new Map<number, readonly string[]>()
  const visit = ({ id, callFrame, children = [] }: Frame, outer: readonly string[]) => {
    const stack = [`${callFrame.functionName} ${callFrame.url}`, ...outer]
    stacks.set(id, stack)
    for (const child of children) visit(byId.get(child) as Frame, stack)
  }
  const [root] = nodes
  if (root) visit(root, [])
  return stacks
}

function partOf(stack: readonly string[]): string {
  for (const frame of stack) {
    const found = parts.find(([, pattern]) => pattern.test(frame))
    if (found) return found[0]
  }
  return rest
}
