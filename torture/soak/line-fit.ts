/** A value at a time. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** The line that is nearest to the points by least squares. @throws Error if there are not two different x */
export function fitLine(points: readonly Point[]): { readonly slope: number; at(x: number): number } {
  const mean = (value: (point: Point) => number) => points.reduce((sum, point) => sum + value(point), 0) / points.length
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)]
  const spread = mean((point) => (point.x - x) ** 2)
  if (!(spread > 0)) throw new Error(`Cannot fit a line to ${points.length} samples`)
  const slope = mean((point) => (point.x - x) * (point.y - y)) / spread
  return { slope, at: (at) => y + slope * (at - x) }
}
