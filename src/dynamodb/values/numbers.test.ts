import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isServiceError } from '../../core/errors.ts'
import { renewedOf } from '../errors.ts'
import {
  addNumbers,
  canonicalNumber,
  compareNumbers,
  numberBytes,
  numberSize,
  numberSortKey,
  subtractNumbers,
} from './numbers.ts'

/** The model: digits * 10^exponent, exactly. */
interface Rational {
  readonly digits: bigint
  readonly exponent: number
}

const number = fc
  .record({
    digits: fc.oneof(fc.bigInt(-999n, 999n), fc.bigInt(-(10n ** 38n) + 1n, 10n ** 38n - 1n)),
    exponent: fc.oneof(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -130, max: 125 })),
  })
  .filter(({ digits, exponent }) => isInRange({ digits, exponent }))

function isInRange({ digits, exponent }: Rational): boolean {
  const magnitude = String(digits < 0n ? -digits : digits).length - 1 + exponent
  return magnitude <= 125 && magnitude >= -130
}

const toText = ({ digits, exponent }: Rational): string => `${digits}E${exponent}`
const scaled = ({ digits, exponent }: Rational): bigint => digits * 10n ** BigInt(exponent + 200)
const sign = (value: bigint | number): number => (value > 0 ? 1 : value < 0 ? -1 : 0)

describe('canonicalNumber', () => {
  it.each([
    ['1', '1'],
    ['-0', '0'],
    ['00012', '12'],
    ['1.50', '1.5'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['+7', '7'],
    ['0.0', '0'],
    ['0E125', '0'],
    ['0.0E-129', '0'],
    ['-0E-130', '0'],
    ['1E3', '1000'],
    ['1.23e-5', '0.0000123'],
    ['-12.3400E+2', '-1234'],
    ['100', '100'],
    ['9.9999999999999999999999999999999999999E+125', '9'.repeat(38) + '0'.repeat(88)],
    ['1E-130', `0.${'0'.repeat(129)}1`],
  ])('prints %s as %s', (text, printed) => {
    expect(canonicalNumber(text)).toBe(printed)
  })

  it.each([
    ['', 'The parameter cannot be converted to a numeric value'],
    ['abc', 'The parameter cannot be converted to a numeric value: abc'],
    ['1.2.3', 'The parameter cannot be converted to a numeric value: 1.2.3'],
    ['-', 'The parameter cannot be converted to a numeric value: -'],
    ['.', 'The parameter cannot be converted to a numeric value: .'],
    ['0x10', 'The parameter cannot be converted to a numeric value: 0x10'],
    ['NaN', 'The parameter cannot be converted to a numeric value: NaN'],
    ['Infinity', 'The parameter cannot be converted to a numeric value: Infinity'],
    ['1E126', /^Number overflow\. Attempting to store a number with magnitude larger/],
    ['0E126', /^Number overflow/],
    ['0E-131', /^Number underflow/],
    ['0.0E-130', /^Number underflow/],
    ['1E2147483646', /^Number overflow/],
    ['1E2147483647', /^Number underflow/],
    ['12E2147483646', /^Number underflow/],
    ['-1E-2147483647', /^Number underflow/],
    ['1E2147483648', 'The parameter cannot be converted to a numeric value: 1E2147483648'],
    ['1.5E-2147483647', 'The parameter cannot be converted to a numeric value: 1.5E-2147483647'],
    ['0E99999999999', 'The parameter cannot be converted to a numeric value: 0E99999999999'],
    ['-1E99999999999999999999', /^The parameter cannot be converted/],
    ['1E-131', /^Number underflow\. Attempting to store a number with magnitude smaller/],
    ['1'.repeat(39), 'Attempting to store more than 38 significant digits in a Number'],
    [`1.${'0'.repeat(38)}1`, 'Attempting to store more than 38 significant digits in a Number'],
  ])('refuses %s', (text, message) => {
    expect(() => canonicalNumber(text)).toThrow(message)
  })

  it.each([
    ['1E2147483647', /^Number overflow/],
    ['-1E99999999999', /^Number overflow/],
    ['1e-99999999999', /^Number underflow/],
    ['1E9223372036854775807', /^Number overflow/],
    ['1E9223372036854775808', /^The parameter cannot be converted/],
  ])('refuses %s with exponents of 64 bits where validation is renewed', (text, message) => {
    let renewed: Error | undefined
    try {
      canonicalNumber(text)
    } catch (error) {
      renewed = isServiceError(error) ? renewedOf(error) : undefined
    }
    expect(renewed?.message).toMatch(message)
  })

  it('returns one text per value', () => {
    fc.assert(
      fc.property(number, fc.nat({ max: 20 }), (value, zeros) => {
        const padded = {
          digits: value.digits * 10n ** BigInt(zeros),
          exponent: value.exponent - zeros,
        }
        // The exponent of a zero is limited, however it is written.
        fc.pre(value.digits !== 0n || padded.exponent >= -130)
        const text = canonicalNumber(toText(value))
        expect(canonicalNumber(toText(padded))).toBe(text)
        expect(canonicalNumber(text)).toBe(text)
        expect(text).toMatch(/^(0|-?([1-9]\d*|0)(\.\d*[1-9])?)$/)
      }),
    )
  })
})

describe('order', () => {
  it('is the order of the exact values, by comparison and by sort key', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [x, y] = [canonicalNumber(toText(a)), canonicalNumber(toText(b))]
        const expected = sign(scaled(a) - scaled(b))
        expect(sign(compareNumbers(x, y))).toBe(expected)
        const [kx, ky] = [numberSortKey(x), numberSortKey(y)]
        expect(kx < ky ? -1 : kx > ky ? 1 : 0).toBe(expected)
      }),
      { numRuns: 2000 },
    )
  })

  it('distinguishes close numbers', () => {
    const texts = ['-100', '-10', '-9.99', '-9.9', '-1', '-0.1', '-0.01', '0', '0.01', '0.1', '1']
    const keys = texts.map(numberSortKey)
    expect(keys.toSorted()).toEqual(keys)
  })
})

describe('arithmetic', () => {
  it('is exact or refuses results out of range', () => {
    fc.assert(
      fc.property(number, number, fc.boolean(), (a, b, minus) => {
        const [x, y] = [canonicalNumber(toText(a)), canonicalNumber(toText(b))]
        const exact = minus ? scaled(a) - scaled(b) : scaled(a) + scaled(b)
        const run = (): string => (minus ? subtractNumbers(x, y) : addNumbers(x, y))
        let expected: string | undefined
        try {
          expected = exact === 0n ? '0' : canonicalNumber(`${exact}E-200`)
        } catch {
          expect(run).toThrow()
          return
        }
        expect(run()).toBe(expected)
      }),
      { numRuns: 2000 },
    )
  })

  it('keeps digits that doubles lose', () => {
    expect(addNumbers('0.1', '0.2')).toBe('0.3')
    expect(addNumbers('9007199254740991', '9007199254740991')).toBe('18014398509481982')
    expect(addNumbers('999999999999999', '999999999999999')).toBe('1999999999999998')
    expect(subtractNumbers('5', '5')).toBe('0')
    expect(subtractNumbers('0', '0')).toBe('0')
  })
})

describe('size', () => {
  it.each([
    ['0', 1],
    ['42', 2],
    ['-42', 3],
    ['1', 2],
    ['100', 2],
    ['123', 3],
    ['1.5', 3],
    ['1234567890', 6],
  ])('of %s is %i bytes', (text, size) => {
    expect(numberSize(text)).toBe(size)
  })

  it('is the length of numberBytes', () => {
    fc.assert(
      fc.property(number, (value) => {
        const text = canonicalNumber(toText(value))
        const bytes = numberBytes(text)
        expect(bytes.every((byte) => byte >= 0 && byte < 256)).toBe(true)
        if (bytes.length < 21) expect(bytes).toHaveLength(numberSize(text))
      }),
    )
  })
})
