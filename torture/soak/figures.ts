/** What must stay flat, how it is called in `/metrics`, and by how much its fitted line may rise from begin to end. */
export interface Figure {
  readonly title: string
  readonly metric: string
  readonly unit: string
  /** What the metric is divided by to be in that unit. */
  readonly per: number
  readonly riseMax: number
}

export const figures: readonly Figure[] = [
  {
    title: 'Resident memory',
    metric: 'tagplane_process_resident_memory_bytes',
    unit: 'MiB',
    per: 2 ** 20,
    riseMax: 24,
  },
  { title: 'Open descriptors', metric: 'tagplane_process_open_fds', unit: '', per: 1, riseMax: 3 },
  {
    title: 'Event-loop lag, 99th percentile',
    metric: 'tagplane_nodejs_eventloop_lag_p99_seconds',
    unit: 'ms',
    per: 0.001,
    riseMax: 10,
  },
]

/** The figures in a text of the Prometheus format, in the order above. @throws Error if one is missing */
export function readFigures(text: string): number[] {
  const values = new Map(text.split('\n').map((line) => line.split(' ') as [string, string]))
  return figures.map(({ metric, per }) => {
    const value = Number(values.get(metric))
    if (Number.isNaN(value)) throw new Error(`/metrics has no ${metric}`)
    return value / per
  })
}
