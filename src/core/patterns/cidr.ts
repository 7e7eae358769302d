/** Ranges of IP addresses: `10.0.0.0/24`, `2001:db8:1234:1a00::/64`. */
import { isIPv4, isIPv6 } from 'node:net'
import { refuse } from './pattern-error.ts'

/** The bits of an address, or undefined for other text. */
function bitsOf(address: string): string | undefined {
  if (isIPv4(address))
    return address
      .split('.')
      .map((part) => binary(Number(part), 8))
      .join('')
  return isIPv6(address) ? bitsOfIPv6(address) : undefined
}

const binary = (value: number, width: number): string => value.toString(2).padStart(width, '0')

function bitsOfIPv6(address: string): string {
  const [head = '', tail] = address.replace(/%.*$/, '').split('::')
  const front = groupsOf(head)
  const back = tail === undefined ? [] : groupsOf(tail)
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => 0)
  return [...front, ...zeros, ...back].map((group) => binary(group, 16)).join('')
}

/** The 16-bit groups of one side of `::`. The last two may be written as an IPv4 address. */
const groupsOf = (text: string): number[] =>
  text === ''
    ? []
    : text.split(':').flatMap((group) => {
        if (!group.includes('.')) return [parseInt(group, 16)]
        const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number)
        return [a * 256 + b, c * 256 + d]
      })

/**
 * Compiles a CIDR block. Addresses of the other version, and text that is no address, match not.
 */
export function cidr(block: string): (text: string) => boolean {
  const [address = '', mask = '', ...more] = block.split('/')
  if (!block.includes('/') || more.length > 0) refuse("Malformed CIDR, one '/' required")
  if (!/^\d+$/.test(mask)) refuse('Malformed CIDR, mask bits must be an integer')
  const bits = bitsOf(address) ?? refuse(`Nonstandard IP address: ${address}`)
  const width = Number(mask)
  if (width > bits.length) {
    // Unverified: the wording.
    refuse(`IPv${bits.length === 32 ? 4 : 6} mask bits must be < ${bits.length}`)
  }
  const prefix = bits.slice(0, width)
  return (text) => {
    const found = bitsOf(text)
    return found?.length === bits.length && found.startsWith(prefix)
  }
}
