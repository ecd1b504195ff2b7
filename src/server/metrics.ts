import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { WireReply } from '../dialects/dialect.ts'
import type { Store } from '../store/store.ts'
import { observedStore } from './observed-store.ts'

const latencyBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/** The server's figures, in the Prometheus text format. */
export interface Metrics {
  readonly contentType: string
  render(): Promise<string>
  answered(dialect: string, reply: WireReply, seconds: number): void
  committed(report: { readonly writes: number; readonly seconds: number }): void
  recorded(outcome: 'written' | 'dropped', records: number): void
  /** `store` with the latency of each of its methods recorded. */
  observed(store: Store): Store
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'tagplane_' })
  const requests = new Counter({
    name: 'tagplane_requests_total',
    help: 'Requests answered',
    labelNames: ['dialect', 'operation', 'code'],
    registers,
  })
  const latency = new Histogram({
    name: 'tagplane_request_seconds',
    help: 'Time from the headers of a request to its answer',
    labelNames: ['dialect', 'operation'],
    buckets: latencyBuckets,
    registers,
  })
  const batches = new Histogram({
    name: 'tagplane_commit_batch_writes',
    help: 'Writes that shared one commit',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
    registers,
  })
  const commits = new Histogram({
    name: 'tagplane_commit_seconds',
    help: 'Time of one commit, its fsync included',
    buckets: latencyBuckets,
    registers,
  })
  const storeLatency = new Histogram({
    name: 'tagplane_store_seconds',
    help: 'Time of one call of the store, waiting for the commit included',
    labelNames: ['method'],
    buckets: latencyBuckets,
    registers,
  })
  const auditRecords = new Counter({
    name: 'tagplane_audit_records_total',
    help: 'Records of the audit trail, written or dropped since they could not be',
    labelNames: ['outcome'],
    registers,
  })
  for (const outcome of ['written', 'dropped']) auditRecords.inc({ outcome }, 0)
  new Gauge({ name: 'tagplane_start_time_seconds', help: 'When the server started', registers }).setToCurrentTime()

  return {
    contentType: registry.contentType,
    render: () => registry.metrics(),
    answered(dialect, { operation, code }, seconds) {
      requests.inc({ dialect, operation, code })
      latency.observe({ dialect, operation }, seconds)
    },
    committed({ writes, seconds }) {
      batches.observe(writes)
      commits.observe(seconds)
    },
    recorded: (outcome, records) => auditRecords.inc({ outcome }, records),
    observed: (store) => observedStore(store, (method) => storeLatency.labels(method)),
  }
}
