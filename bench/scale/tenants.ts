/** Accounts of a fleet of many tenants: few large ones and many small ones, as Zipf's law has it. */

const count = 100
const weights = Array.from({ length: count }, (_, index) => 1 / (index + 1))
const whole = weights.reduce((sum, weight) => sum + weight, 0)
const upTo = weights.map((_, index) => weights.slice(0, index + 1).reduce((sum, weight) => sum + weight, 0) / whole)

export interface ScaleTenant {
  readonly account: string
  readonly key: { readonly id: string; readonly secret: string }
  /** Its part of all instances, and of all calls. */
  readonly share: number
}

export const tenants: readonly ScaleTenant[] = weights.map((weight, index) => ({
  account: String(1_000_000_000_000_000 + index),
  key: { id: `LTAI5tScale${String(index).padStart(4, '0')}`, secret: `ScaleSecret${String(index).padStart(20, '0')}` },
  share: weight / whole,
}))

/** How many instances a tenant has, of `instances` in all. */
export function sizeOf({ share }: ScaleTenant, instances: number): number {
  return Math.max(1, Math.floor(share * instances))
}

/** The tenant that a share of 0 to 1 falls to. */
export function tenantAt(share: number): ScaleTenant {
  const index = upTo.findIndex((end) => share < end)
  return tenants[index < 0 ? count - 1 : index] as ScaleTenant
}
