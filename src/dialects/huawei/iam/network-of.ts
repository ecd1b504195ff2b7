import { isIPv6 } from 'node:net'

const mappedIPv4 = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i
const groupsOfAddress = 8
const groupsOfNetwork = 4

/**
 * What one subscriber has to himself: an IPv4 address, or the /64 of an IPv6 address, which holds more addresses than
 * anybody could count one by one.
 * @returns the address itself, `192.0.2.1`, or the network, `2001:db8:0:1::/64`
 */
export function networkOf(address: string): string {
  const [, ipv4] = mappedIPv4.exec(address) ?? []
  if (ipv4 !== undefined) return ipv4
  if (!isIPv6(address)) return address
  const groups = groupsOf(address).slice(0, groupsOfNetwork)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}

/** All eight groups; those of an IPv4 address at the end may come as one, past the network in any case. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address.split('::')
  const first = head === '' ? [] : head.split(':')
  if (tail === undefined) return first
  const last = tail === '' ? [] : tail.split(':')
  const width = last.length + (tail.includes('.') ? 1 : 0)
  return [...first, ...Array<string>(groupsOfAddress - first.length - width).fill('0'), ...last]
}
