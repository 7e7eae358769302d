import { MisuseError } from '../../core/errors.ts'

/** Anything that carries a DynamoDB number as text: ours, and `NumberValue` of `@aws-sdk/util-dynamodb`. */
export interface NumberLike {
  readonly value: string
  toAttributeValue(): { N: string }
}

/**
 * A number that neither a double nor a bigint can hold, as its decimal text. Structurally the `NumberValue` of
 * `@aws-sdk/util-dynamodb`, and either is accepted wherever a value is written.
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
        `NumberValue got ${value}, a number that is not exact.`,
        'its digits as a string, or a bigint',
      )
    }
    this.value = typeof value === 'object' ? String(value.N) : String(value)
  }

  /** The same as `new NumberValue(value)`. Throws a MisuseError for a JavaScript number that is not exact. */
  static from(value: number | bigint | string | { readonly N: string }): NumberValue {
    return new NumberValue(value)
  }

  /** As DynamoDB writes it: `{ N: text }`. */
  toAttributeValue(): { N: string } {
    return { N: this.value }
  }

  /** Throws a SyntaxError for a number with a fraction. */
  toBigInt(): bigint {
    return BigInt(this.value)
  }

  toString(): string {
    return this.value
  }

  valueOf(): string {
    return this.value
  }

  /** The decimal text: JSON has no exact number for it. */
  toJSON(): string {
    return this.value
  }
}

export const isNumberLike = (value: object): value is NumberLike =>
  typeof (value as NumberLike).value === 'string' &&
  typeof (value as NumberLike).toAttributeValue === 'function'

interface Decimal {
  readonly sign: string
  /** Significant digits without zeros at either end; '' for zero. */
  readonly digits: string
  /** Power of ten of the last digit. */
  readonly exponent: number
}

/** '-1.50E+3' -> { sign: '-', digits: '15', exponent: 2 }; undefined for text that is no number. */
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
 * A stored number as JavaScript shows it: a number where a double holds it, else a bigint, else a `NumberValue`. Integers beyond
 * the safe range are bigints, as in `@aws-sdk/util-dynamodb`, also those that happen to fit.
 */
export function fromNumberText(text: string): number | bigint | NumberValue {
  const number = Number(text) + 0 // never -0
  // Up to 15 significant digits survive the way through a double.
  if (text.length <= 15 && (Number.isSafeInteger(number) || isFraction(number))) return number
  const decimal = parseDecimal(text)
  if (!decimal) return new NumberValue(text)
  // DynamoDB's numbers end at 126 digits; a text beyond that is not a stored one.
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
