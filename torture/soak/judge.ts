import { type Figure, figures } from './figures.ts'
import { fitLine, type Point } from './line-fit.ts'
import type { Curve } from './plot.ts'

/** The part of the time in which caches fill and code is compiled; not fitted. */
const warmUp = 0.3

/** The figures at one time, seconds since the begin. */
export interface Sample {
  readonly at: number
  readonly values: readonly number[]
}

/** What became of one figure. */
export interface Judgement {
  readonly curve: Curve
  /** For the table. */
  readonly row: Readonly<Record<string, string | number>>
  /** Absent if it is flat. */
  readonly violation?: string
}

/** The time after the warm-up is cut into so many parts. */
const parts = 10

/**
 * Fits a line to each figure's lowest value in each part of the time, and tells which one rises by more than it may. The
 * lowest, since memory goes up until garbage is collected, and other programs on the machine only ever add lag.
 */
export function judge(samples: readonly Sample[]): Judgement[] {
  return figures.map((figure, index) => judgeOne(figure, samples, index))
}

function judgeOne({ title, unit, riseMax }: Figure, samples: readonly Sample[], index: number): Judgement {
  const points = samples.map(({ at, values }) => ({ x: at, y: values[index] ?? 0 }))
  const settled = points.slice(Math.floor(points.length * warmUp))
  const { at } = fitLine(lowestOfParts(settled))
  const fitted = settled.map(({ x }) => ({ x, y: at(x) }))
  const [begin = 0, end = 0] = [fitted[0]?.y, fitted.at(-1)?.y].map((value) => Number(value?.toFixed(1)))
  return {
    curve: { title, points, fitted },
    row: { figure: title, unit, 'at begin': begin, 'at end': end, 'may rise by': riseMax },
    ...(end - begin > riseMax && { violation: `${title} rose from ${begin} to ${end} ${unit}` }),
  }
}

function lowestOfParts(points: readonly Point[]): Point[] {
  const length = Math.ceil(points.length / parts)
  const starts = Array.from({ length: Math.ceil(points.length / length) }, (_, part) => part * length)
  return starts.map((start) =>
    points.slice(start, start + length).reduce((one, other) => (other.y < one.y ? other : one)),
  )
}
