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
  const block = new BlockList()
  if (bits === undefined) block.addAddress(address, family)
  else block.addSubnet(address, Number(bits), family)
  return (found) => {
    const family = familyOf(found)
    return family !== undefined && block.check(found, family)
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address)
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : undefined
}

function isPrefixLength(bits: string | undefined, max: number): boolean {
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= max)
}
