import { BlockList, isIPv4 } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressTest } from './address-test.ts'

const address = fc.oneof(
  fc.ipV4(),
  fc.tuple(fc.constantFrom('10.0.0.', '10.0.1.', '0.0.0.', '255.255.255.'), fc.nat(255)).map((parts) => parts.join('')),
)

function isIn(wanted: string, found: string): boolean {
  const matches = addressTest(wanted)
  if (typeof matches !== 'function') throw new Error(matches.problem)
  return matches(found)
}

test('blocks of version 4 hold what Node’s own block lists hold', () => {
  fc.assert(
    fc.property(address, fc.nat(32), address, (base, bits, found) => {
      const block = new BlockList()
      block.addSubnet(base, bits)
      const expected = block.check(found)
      expect(isIn(`${base}/${bits}`, found)).toBe(expected)
      expect(isIn(`${base}/${bits}`, `::ffff:${found}`)).toBe(expected)
    }),
    { numRuns: 1000 },
  )
})

test('a text is an address where Node says so', () => {
  const piece = fc.constantFrom('0', '1', '25', '255', '256', '01', '00', '.', '.', '.', ' ', 'a', '::ffff:', '-')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
      const found = pieces.join('')
      const plain = found.startsWith('::ffff:') ? found.slice('::ffff:'.length) : found
      if (!found.slice(1).includes(':') || found !== plain) expect(isIn('0.0.0.0/0', found)).toBe(isIPv4(plain))
    }),
    { numRuns: 2000 },
  )
})

test.each([
  ['1.2.3', false],
  ['1.2.3.4.5', false],
  ['1.2.3.4.', false],
  ['.1.2.3.4', false],
  ['1..2.3', false],
  ['1.2.3.256', false],
  ['1.2.3.04', false],
  ['1.2.3.0', true],
  ['::FFFF:1.2.3.4', true],
  ['::ffff:102:304', true],
  ['::1', false],
  ['', false],
  ['9'.repeat(100_000), false],
])('%s is an address of version 4: %s', (found, expected) => {
  expect(isIn('0.0.0.0/0', found)).toBe(expected)
})
