import { BlockList, isIP } from 'node:net'
import type { Unreadable, ValueTest } from './operator.ts'

const bitsMax = { ipv4: 32, ipv6: 128 }

/**
 * Tests whether an address is in a block: `10.0.0.0/8`, `2001:db8::/32`, or one address. An IPv4 address counts as
 * itself when it is written as IPv6 (`::ffff:10.0.0.1`), as sockets report it.
 */
export function addressTest(wanted: string): ValueTest | Unreadable {
  const [address = '', bits, ...rest] = wanted.split('/')
  const family = familyOf(address)
  if (!family || rest.length > 0 || !isPrefixLength(bits, bitsMax[family])) {
    return { problem: `Write an IP address or a block such as "10.0.0.0/8" instead of "${wanted}"` }
  }
  return family === 'ipv4' ? ipv4Test(address, Number(bits ?? bitsMax.ipv4)) : blockTest(address, bits, family)
}

/** Addresses of version 4 are compared as numbers: nearly all are, and a block list takes ten times as long. */
function ipv4Test(address: string, bits: number): ValueTest {
  const size = 2 ** (bitsMax.ipv4 - bits)
  const block = Math.floor((ipv4Number(address) ?? 0) / size)
  const otherwise = blockTest(address, String(bits), 'ipv4')
  return (found) => {
    const number = ipv4Number(found)
    return number === undefined ? otherwise(found) : Math.floor(number / size) === block
  }
}

function blockTest(address: string, bits: string | undefined, family: 'ipv4' | 'ipv6'): ValueTest {
  const block = new BlockList()
  if (bits === undefined) block.addAddress(address, family)
  else block.addSubnet(address, Number(bits), family)
  return (found) => {
    const family = familyOf(found)
    return family !== undefined && block.check(found, family)
  }
}

const mapped = '::ffff:'

/** `10.0.0.1`, or `::ffff:10.0.0.1`, as a number; undefined for any other text. */
function ipv4Number(text: string): number | undefined {
  let address = 0
  let parts = 0
  let part: number | undefined
  for (let at = text.startsWith(mapped) ? mapped.length : 0; at <= text.length; at++) {
    const digit = text.charCodeAt(at) - zero
    if (digit >= 0 && digit <= 9 && part !== 0) part = (part ?? 0) * 10 + digit
    else if (part === undefined || (at < text.length && text[at] !== '.')) return undefined
    else {
      address = address * 256 + part
      parts++
      part = undefined
    }
    if (part !== undefined && part > 255) return undefined
  }
  return parts === 4 ? address : undefined
}

const zero = '0'.charCodeAt(0)

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address)
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : undefined
}

function isPrefixLength(bits: string | undefined, max: number): boolean {
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= max)
}
