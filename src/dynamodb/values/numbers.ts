/**
 * DynamoDB's numbers: up to 38 significant digits, magnitudes from 1E-130 to 9.99...E+125. The
 * canonical text of a number has no exponent and no redundant zeros, so each value has one text.
 * Floating point is used only where it is exact.
 */
import type { ServiceError } from '../../core/errors.ts'
import { withRenewed } from '../errors.ts'
import { notANumber, numberOverflow, numberUnderflow, tooManyDigits } from './errors.ts'
import { MAX_NUMBER_DIGITS, MAX_NUMBER_EXPONENT, MIN_NUMBER_EXPONENT } from '../limits.ts'

/**
 * sign * 0.digits * 10^exponent. `digits` has no zero at either end. It is empty for zero, whose
 * exponent is the one that was written.
 */
interface Decimal {
  readonly negative: boolean
  readonly digits: string
  readonly exponent: number
}

const ZERO: Decimal = { negative: false, digits: '', exponent: 0 }
const NUMBER = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d+))?$/

/** Parses a number of any size. Undefined for other text. */
function toDecimal(text: string): Decimal | undefined {
  const match = NUMBER.exec(text)
  if (!match) return undefined
  const whole = match[2] ?? ''
  const all = whole + (match[3] ?? match[4] ?? '')
  let start = 0
  while (all.charCodeAt(start) === 48) start++
  let end = all.length
  while (end > start && all.charCodeAt(end - 1) === 48) end--
  const power = Number(match[5] ?? 0)
  if (Math.abs(power) > HUGE) throw hugeExponent(match)
  // AWS, as observed by peers in October 2026: the exponent of a zero is limited, too (0E-131).
  if (start === end) return { ...ZERO, exponent: power + 1 - (all.length - whole.length) }
  const exponent = power + whole.length - start
  return { negative: match[1] === '-', digits: all.slice(start, end), exponent }
}

/** Prints a number as AWS does, in plain decimal notation. The exponent must be in range. */
function printDecimal({ negative, digits, exponent }: Decimal): string {
  if (digits === '') return '0'
  const sign = negative ? '-' : ''
  if (exponent <= 0) return `${sign}0.${'0'.repeat(-exponent)}${digits}`
  if (exponent >= digits.length) return sign + digits + '0'.repeat(exponent - digits.length)
  return `${sign}${digits.slice(0, exponent)}.${digits.slice(exponent)}`
}

function checkMagnitude({ exponent }: Decimal): void {
  if (exponent - 1 > MAX_NUMBER_EXPONENT) throw numberOverflow()
  if (exponent - 1 < MIN_NUMBER_EXPONENT) throw numberUnderflow()
}

/** Exponents near and beyond 32 bits. Their errors depend on the validation. */
const HUGE = 2 ** 30
const MAX_INT = 2 ** 31 - 1
const MAX_LONG = 2n ** 63n - 1n

/**
 * Whether the classic validation reads a number: its exponent and its number of decimals have 32
 * bits.
 */
export function isReadable(text: string): boolean {
  const match = NUMBER.exec(text)
  if (!match) return false
  const power = Number(match[5] ?? 0)
  return Math.abs(power) <= MAX_INT && decimalsOf(match) - power <= MAX_INT
}

const decimalsOf = (match: RegExpExecArray): number => (match[3] ?? match[4] ?? '').length

/**
 * The error of a number with a huge exponent.
 * AWS, as observed by peers in October 2026: the classic validation has 32-bit exponents, and the
 * position of the first digit wraps around, so that 1E2147483647 is too small. The renewed one has
 * 64-bit exponents.
 */
function hugeExponent(match: RegExpExecArray): Error {
  const [text, , whole = '', fraction = match[4] ?? '', , written = '0'] = match
  const power = Number(written)
  const outOfRange = (): ServiceError => (power > 0 ? numberOverflow() : numberUnderflow())
  // The first comparison spares BigInt texts of any length.
  const isLong = Math.abs(power) < 1e20 && abs(BigInt(written.replace('+', ''))) <= MAX_LONG
  const precision = (whole + fraction).replace(/^0+(?=\d)/, '').length
  const wrapsAround = precision - decimalsOf(match) + power > MAX_INT
  return withRenewed(
    isLong ? outOfRange() : notANumber(text),
    !isReadable(text) ? notANumber(text) : wrapsAround ? numberUnderflow() : outOfRange(),
  )
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value)

/** Whether a number is canonical already. Most numbers in requests are. */
function isCanonical(text: string): boolean {
  const length = text.length
  if (length > MAX_NUMBER_DIGITS) return false
  const start = text.charCodeAt(0) === 45 ? 1 : 0
  const first = text.charCodeAt(start)
  if (first === 48) {
    if (length === 1) return true
    if (text.charCodeAt(start + 1) !== 46) return false
  }
  let point = false
  let last = 46
  for (let i = start; i < length; i++) {
    last = text.charCodeAt(i)
    if (last === 46) {
      if (point || i === start) return false
      point = true
    } else if (last < 48 || last > 57) return false
  }
  return last !== 46 && !(point && last === 48)
}

/** Returns the canonical text of a number. Throws AWS's ValidationException. */
export function canonicalNumber(text: string): string {
  if (isCanonical(text)) return text
  const decimal = toDecimal(text)
  if (!decimal) throw notANumber(text)
  checkMagnitude(decimal)
  if (decimal.digits.length > MAX_NUMBER_DIGITS) throw tooManyDigits()
  return printDecimal(decimal)
}

/** A string whose order is the order of the numbers. All its characters are below 256. */
export function numberSortKey(canonical: string): string {
  const { negative, digits, exponent } = toDecimal(canonical) ?? ZERO
  if (digits === '') return '1'
  if (!negative) return `2${String.fromCharCode(exponent + 129)}${digits}`
  let complement = ''
  for (let i = 0; i < digits.length; i++) {
    complement += String.fromCharCode(105 - digits.charCodeAt(i))
  }
  // '~' sorts after every digit: of two negatives with the same first digits, the longer is
  // smaller.
  return `0${String.fromCharCode(126 - exponent)}${complement}~`
}

/** A canonical number below 16 characters has at most 15 digits, which are exact in a double. */
const isShort = (canonical: string): boolean => canonical.length < 16

/** Compares two canonical numbers. */
export function compareNumbers(a: string, b: string): number {
  if (a === b) return 0
  if (isShort(a) && isShort(b)) return Number(a) - Number(b)
  const x = numberSortKey(a)
  const y = numberSortKey(b)
  return x < y ? -1 : x > y ? 1 : 0
}

/** a + b of canonical numbers. Throws AWS's ValidationException for a sum out of range. */
export const addNumbers = (a: string, b: string): string => sum(a, b, 1)

/** a - b of canonical numbers. Throws AWS's ValidationException for a difference out of range. */
export const subtractNumbers = (a: string, b: string): string => sum(a, b, -1)

function sum(a: string, b: string, sign: 1 | -1): string {
  if (isShort(a) && isShort(b)) {
    const x = Number(a)
    const y = Number(b)
    if (Number.isSafeInteger(x) && Number.isSafeInteger(y)) return String(x + sign * y)
  }
  const x = toDecimal(a) ?? ZERO
  const y = toDecimal(b) ?? ZERO
  const scale = Math.min(x.exponent - x.digits.length, y.exponent - y.digits.length)
  const total = toScaled(x, scale) + BigInt(sign) * toScaled(y, scale)
  const result = toDecimal(`${total}e${scale}`) ?? ZERO
  // AWS (found by a peer, Alternator): 1E50 + 1 has more than 38 digits and overflows.
  if (result.digits.length > MAX_NUMBER_DIGITS) throw numberOverflow()
  if (result.digits !== '') checkMagnitude(result)
  return printDecimal(result)
}

function toScaled({ negative, digits, exponent }: Decimal, scale: number): bigint {
  const zeros = exponent - digits.length - scale
  const value = BigInt(digits + '0'.repeat(zeros))
  return negative ? -value : value
}

/**
 * DynamoDB's base-100 form of a number: an exponent byte, then two digits per byte. Partition keys
 * hash its bytes.
 * Unverified: derived from how peers reproduce AWS's scan order.
 */
export function numberBytes(canonical: string): number[] {
  const { negative, digits, exponent } = toDecimal(canonical) ?? ZERO
  if (digits === '') return [0x80]
  const odd = exponent % 2 !== 0
  const pairs = (odd ? '0' : '') + digits
  const head = Math.ceil(exponent / 2) - 64
  const bytes = [(negative ? ~head : head) & 0xff]
  for (let i = 0; i < pairs.length; i += 2) {
    const pair =
      (pairs.charCodeAt(i) - 48) * 10 + (i + 1 < pairs.length ? pairs.charCodeAt(i + 1) - 48 : 0)
    bytes.push(negative ? 101 - pair : pair + 1)
  }
  if (negative && bytes.length < 21) bytes.push(102)
  return bytes
}

/**
 * The size of a number, the length of its `numberBytes` without their limit of 21.
 * AWS: CapacityUnitCalculations.html; as bisected by a peer in August 2026 (eu-west-2), both sides of
 * the decimal point are rounded up to pairs: https://github.com/nubo-db/dynoxide/pull/195
 */
export function numberSize(canonical: string): number {
  let first = -1
  let last = -1
  let point = canonical.length
  for (let i = 0; i < canonical.length; i++) {
    const code = canonical.charCodeAt(i)
    if (code === 46) point = i
    else if (code > 48) {
      if (first < 0) first = i
      last = i
    }
  }
  if (first < 0) return 1
  const digits = last - first + (first < point && point < last ? 0 : 1)
  const exponent = point > first ? point - first : point - first + 1
  const pairs = Math.ceil((digits + (exponent % 2 !== 0 ? 1 : 0)) / 2)
  return 1 + pairs + (canonical.charCodeAt(0) === 45 ? 1 : 0)
}
