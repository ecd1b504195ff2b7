/** Orders texts by code point, as UTF-8 bytes do; `<` orders by UTF-16, where a surrogate comes before U+E000. */
export function compareCodePoints(one: string, other: string): number {
  const length = Math.min(one.length, other.length)
  for (let index = 0; index < length; index++) {
    const a = one.charCodeAt(index)
    const b = other.charCodeAt(index)
    if (a !== b) return rank(a) - rank(b)
  }
  return one.length - other.length
}

const surrogatesStart = 0xd800
const surrogatesEnd = 0xe000

/** Surrogates stand for code points over all that fit one unit. */
function rank(unit: number): number {
  return unit >= surrogatesStart && unit < surrogatesEnd ? unit + 0x10000 : unit
}
