interface Difference {
  readonly key: string
  readonly before?: string | undefined
  readonly after?: string | undefined
}

/** What became of a tag: `+key=value` where it was attached, `-key=value` where it was removed. */
export function changeText({ key, before, after }: Difference): string {
  if (before === undefined) return `+${key}=${after ?? ''}`
  return after === undefined ? `-${key}=${before}` : `${key}: ${before} → ${after}`
}
