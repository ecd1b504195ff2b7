import type { ScaleStep } from './measure-scale.ts'

const width = 720
const height = 400
const margin = { left: 64, right: 150, top: 24, bottom: 48 }
const colors = ['#1668dc', '#d4380d', '#389e0d', '#722ed1']

/** p50 of each load over the number of tags, both axes logarithmic, as SVG. */
export function scalePlot(steps: readonly ScaleStep[]): string {
  const names = Object.keys(steps[0]?.p50 ?? {})
  const values = steps.flatMap(({ p50 }) => Object.values(p50))
  const x = logScale(
    steps.map(({ tags }) => tags),
    margin.left,
    width - margin.right,
  )
  const y = logScale(values, height - margin.bottom, margin.top)
  const lines = names.map((name, index) => series(name, index, steps, x, y))
  const xTicks = steps.map(({ tags }) => tick(x(tags), height - margin.bottom + 20, 'middle', powerOf(tags)))
  const yTicks = decades(values).map(
    (value) =>
      `<line x1="${margin.left}" x2="${width - margin.right}" y1="${y(value)}" y2="${y(value)}" stroke="#ddd"/>${tick(margin.left - 8, y(value) + 4, 'end', `${value} ms`)}`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#333">
<title>Median latency as the store grows</title>
<rect width="${width}" height="${height}" fill="#fff"/>
${[...yTicks, ...xTicks, ...lines].join('\n')}
${tick((margin.left + width - margin.right) / 2, height - 8, 'middle', 'tags in the store')}
</svg>
`
}

type Scale = (value: number) => number

/** Whole decades around all values. */
function logScale(values: readonly number[], start: number, end: number): Scale {
  const all = decades(values)
  const [low, high] = [Math.log10(all[0] ?? 1), Math.log10(all.at(-1) ?? 10)]
  return (value) => round(start + ((Math.log10(value) - low) / (high - low || 1)) * (end - start))
}

function decades(values: readonly number[]): readonly number[] {
  const low = Math.floor(Math.log10(Math.min(...values)))
  const high = Math.ceil(Math.log10(Math.max(...values)))
  return Array.from({ length: high - low + 1 }, (_, index) => Number(`1e${low + index}`))
}

function series(name: string, index: number, steps: readonly ScaleStep[], x: Scale, y: Scale): string {
  const color = colors[index % colors.length]
  const points = steps.map(({ tags, p50 }) => ({ at: x(tags), height: y(p50[name] ?? 1) }))
  const path = points.map(({ at, height: up }) => `${at},${up}`).join(' ')
  const dots = points.map(({ at, height: up }) => `<circle cx="${at}" cy="${up}" r="3" fill="${color}"/>`).join('')
  const last = points.at(-1)
  const label = last ? `<text x="${last.at + 10}" y="${last.height + 4}" fill="${color}">${name}</text>` : ''
  return `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2"/>${dots}${label}`
}

function tick(at: number, up: number, anchor: string, text: string): string {
  return `<text x="${at}" y="${up}" text-anchor="${anchor}">${text}</text>`
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'

function powerOf(value: number): string {
  return `10${[...String(Math.round(Math.log10(value)))].map((digit) => superscripts[Number(digit)]).join('')}`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
