/** Ends a call with what it returns; undefined leaves it to the next step. */
export type Step<Call, End> = (call: Call) => End | undefined | Promise<End | undefined>

/** Takes a call through the steps, to the first that ends it. The last one always does. */
export async function takeSteps<Call, End>(steps: readonly Step<Call, End>[], call: Call): Promise<End> {
  const end = await firstEnd(steps, call)
  if (end === undefined) throw new Error('No step ended the call')
  return end
}

/** Takes a call through the steps, to the first that ends it; undefined if none does. */
export async function firstEnd<Call, End>(steps: readonly Step<Call, End>[], call: Call): Promise<End | undefined> {
  for (const step of steps) {
    const result = step(call)
    const end = result instanceof Promise ? await result : result
    if (end !== undefined) return end
  }
  return undefined
}
