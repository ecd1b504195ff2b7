import type { Point } from './line-fit.ts'

const width = 640
const height = 130
const margin = { left: 60, top: 26, bottom: 8, right: 10 }

/** One curve with its fitted line. */
export interface Curve {
  readonly title: string
  readonly points: readonly Point[]
  readonly fitted: readonly Point[]
}

/** An SVG picture of the curves, one below the other, each on a scale of its own that begins at 0. */
export function plot(curves: readonly Curve[]): string {
  const panels = curves.map((curve, index) => `<g transform="translate(0 ${index * height})">${panel(curve)}</g>`)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height * curves.length}" font-family="sans-serif" font-size="11">
<rect width="100%" height="100%" fill="white"/>
${panels.join('\n')}
</svg>
`
}

function panel({ title, points, fitted }: Curve): string {
  const xMax = Math.max(...points.map(({ x }) => x))
  const yMax = Math.max(...points.map(({ y }) => y), 1)
  const path = (line: readonly Point[]) =>
    line
      .map(({ x, y }) => {
        const across = margin.left + (x / xMax) * (width - margin.left - margin.right)
        const down = height - margin.bottom - (y / yMax) * (height - margin.top - margin.bottom)
        return `${across.toFixed(1)},${down.toFixed(1)}`
      })
      .join(' ')
  return `<text x="${margin.left}" y="16">${title}, over ${xMax.toFixed(0)} s</text>
<text x="4" y="${margin.top + 8}">${yMax.toFixed(1)}</text><text x="4" y="${height - margin.bottom}">0</text>
<polyline points="${path(points)}" fill="none" stroke="#1668dc"/>
<polyline points="${path(fitted)}" fill="none" stroke="#d4380d" stroke-dasharray="4 3"/>`
}
