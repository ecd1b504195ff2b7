const steps = 0x6d2b79f5

/** Random numbers that a seed repeats (mulberry32). */
export class Random {
  #state: number

  /** @param seed an integer of 32 bits */
  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** At least 0, below 1. */
  fraction(): number {
    this.#state = (this.#state + steps) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** An integer from `min` to `max`, both included. */
  between(min: number, max: number): number {
    return min + Math.floor(this.fraction() * (max - min + 1))
  }

  chance(probability: number): boolean {
    return this.fraction() < probability
  }

  pick<Item>(items: readonly Item[]): Item {
    if (items.length === 0) throw new Error('Cannot pick one of nothing')
    return items[this.between(0, items.length - 1)] as Item
  }

  /** Random numbers of their own, which what is drawn from these later does not change. */
  fork(): Random {
    return new Random(this.between(0, 2 ** 32 - 1))
  }
}
