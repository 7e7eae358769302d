/**
 * `Fn::Cidr`.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-cidr.html
 */
import { isIPv4, isIPv6 } from 'node:net'
import { TemplateError, type Path } from '../errors.ts'

/** The first `count` blocks inside `block` that leave `bits` bits for hosts. */
export function cidrBlocks(block: string, count: number, bits: number, path: Path): string[] {
  const [address = '', length = ''] = block.split('/')
  const isV6 = isIPv6(address)
  const size = isV6 ? 128 : 32
  const prefix = Number(length)
  const isRight =
    (isV6 || isIPv4(address)) && /^\d+$/.test(length) && prefix <= size && bits >= 1 && bits <= size
  const isCount = Number.isInteger(count) && count >= 1 && count <= 256
  if (!isRight || !isCount || size - bits < prefix || count > 2 ** (size - bits - prefix)) {
    // Unverified: the text
    throw new TemplateError(
      `Template error: Fn::Cidr cannot make ${count} blocks of ${bits} bits in ${block}.`,
      path,
    )
  }
  const hostBits = BigInt(size - prefix)
  const base = (toNumber(address, isV6) >> hostBits) << hostBits
  return Array.from({ length: count }, (_, index) => {
    const start = base + (BigInt(index) << BigInt(bits))
    return `${print(start, isV6)}/${size - bits}`
  })
}

function toNumber(address: string, isV6: boolean): bigint {
  if (!isV6) return address.split('.').reduce((sum, part) => (sum << 8n) + BigInt(part), 0n)
  const [head = '', tail = ''] = address.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0')
  return [...left, ...zeros, ...right].reduce((sum, part) => (sum << 16n) + BigInt(`0x${part}`), 0n)
}

function print(number: bigint, isV6: boolean): string {
  if (!isV6) return [24n, 16n, 8n, 0n].map((shift) => (number >> shift) & 255n).join('.')
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((number >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  )
  return groups.join(':').replace(/(?:^|:)0(?::0)+(?::|$)/, '::')
}
