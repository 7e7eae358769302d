import { MisuseError } from '../../core/errors.ts'

/**
 * An object with a DynamoDB number as text: our `NumberValue` or that of `@aws-sdk/util-dynamodb`.
 */
export interface NumberLike {
  readonly value: string
  toAttributeValue(): { N: string }
}

/**
 * A number that is not exact as a JavaScript number or bigint, as decimal text. It has the
 * structure of the `NumberValue` of `@aws-sdk/util-dynamodb`. Methods that write values accept
 * both.
 *
 * @example
 * ```ts
 * import { NumberValue, Table } from 'miniregion'
 *
 * const rates = new Table('rates', { partitionKey: 'id' })
 * rates.put({ id: 'pi', rate: NumberValue.from('3.14159265358979323846264338327950288') })
 * String(rates.get({ id: 'pi' })?.rate) // '3.14159265358979323846264338327950288'
 * ```
 */
export class NumberValue implements NumberLike {
  /** The decimal text. */
  readonly value: string

  constructor(value: number | bigint | string | { readonly N: string }) {
    const imprecise =
      typeof value === 'number' &&
      (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER)
    if (imprecise) {
      throw new MisuseError(
        `NumberValue received ${value}, a number that is not exact.`,
        'its digits as a string, or a bigint',
      )
    }
    this.value = typeof value === 'object' ? String(value.N) : String(value)
  }

  /**
   * The same as `new NumberValue(value)`.
   *
   * @throws MisuseError for a JavaScript number that is not exact.
   */
  static from(value: number | bigint | string | { readonly N: string }): NumberValue {
    return new NumberValue(value)
  }

  /** The attribute value: `{ N: text }`. */
  toAttributeValue(): { N: string } {
    return { N: this.value }
  }

  /**
   * The number as a bigint.
   *
   * @throws SyntaxError for a number with a fraction.
   */
  toBigInt(): bigint {
    return BigInt(this.value)
  }

  toString(): string {
    return this.value
  }

  valueOf(): string {
    return this.value
  }

  /** The decimal text, because a JSON number would lose digits. */
  toJSON(): string {
    return this.value
  }
}

export const isNumberLike = (value: object): value is NumberLike =>
  'value' in value &&
  typeof value.value === 'string' &&
  'toAttributeValue' in value &&
  typeof value.toAttributeValue === 'function'

interface Decimal {
  readonly sign: string
  /** The significant digits without zeros at either end. Empty for zero. */
  readonly digits: string
  /** The power of ten of the last digit. */
  readonly exponent: number
}

/** '-1.50E+3' -> { sign: '-', digits: '15', exponent: 2 }. Undefined for other text. */
function parseDecimal(text: string): Decimal | undefined {
  const match = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text)
  if (!match) return undefined
  const [, sign = '', whole = '', fraction = '', power = '0'] = match
  const all = whole + fraction
  if (all === '') return undefined
  const digits = all.replace(/^0+/, '').replace(/0+$/, '')
  if (digits === '') return { sign: '', digits, exponent: 0 }
  const trailing = all.length - all.replace(/0+$/, '').length
  return {
    sign: sign === '-' ? '-' : '',
    digits,
    exponent: Number(power) - fraction.length + trailing,
  }
}

const isSame = (a: Decimal, b: Decimal): boolean =>
  a.sign === b.sign && a.digits === b.digits && a.exponent === b.exponent

/**
 * Converts a stored number to a JavaScript number if that is exact, otherwise to a bigint,
 * otherwise to a `NumberValue`. All integers beyond the safe range become bigints, as in
 * `@aws-sdk/util-dynamodb`.
 */
export function fromNumberText(text: string): number | bigint | NumberValue {
  const number = Number(text) + 0 // never -0
  // A double keeps up to 15 significant digits.
  if (text.length <= 15 && (Number.isSafeInteger(number) || isFraction(number))) return number
  const decimal = parseDecimal(text)
  if (!decimal) return new NumberValue(text)
  // Stored numbers have at most 126 digits. Longer text did not come from DynamoDB.
  if (decimal.exponent >= 0 && decimal.digits.length + decimal.exponent > 400) {
    return new NumberValue(text)
  }
  if (decimal.exponent >= 0 && !Number.isSafeInteger(number)) {
    return BigInt(decimal.sign + decimal.digits + '0'.repeat(decimal.exponent))
  }
  const shortest = parseDecimal(String(number))
  return shortest && isSame(decimal, shortest) ? number : new NumberValue(text)
}

const isFraction = (number: number): boolean =>
  Number.isFinite(number) && !Number.isInteger(number) && number !== 0
