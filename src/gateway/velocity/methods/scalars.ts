/** The methods of Java's numbers and booleans, with the static ones that templates call on them. */
import { areEqual } from '../operations.ts'
import { TemplateError } from '../syntax.ts'
import { isNumber, type Value } from '../values.ts'
import { methods, type Method, type Methods, type MethodTools } from './method.ts'

/** `#set($Integer = 0) $Integer.parseInt($text)` is a static method of the value's class. */
const parseInteger =
  (bits: number): Method<unknown> =>
  (_, [text]) => {
    if (typeof text !== 'string') return undefined
    // Longer texts are no Java integers, apart from leading zeros.
    const isInteger = /^[+-]?\d{1,1000}$/.test(text)
    const value = isInteger ? BigInt(text.replace(/^\+/, '')) : 0n
    if (isInteger && value === BigInt.asIntN(bits, value)) return value
    throw new TemplateError(`For input string: "${text.slice(0, 100)}"`)
  }

const parseInt = parseInteger(32)
const parseLong = parseInteger(64)

const parseDouble: Method<unknown> = (_, [text]) => {
  if (typeof text !== 'string') return undefined
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (Number.isNaN(value)) throw new TemplateError(`For input string: "${text}"`)
  return value
}

const toInteger = (value: bigint | number): Value =>
  typeof value === 'bigint' ? value : BigInt(Math.trunc(Number.isFinite(value) ? value : 0))

type AnyNumber = bigint | number

// AWS: https://docs.oracle.com/javase/8/docs/api/java/lang/Integer.html, .../Double.html
export const NUMBER_METHODS: Methods<AnyNumber> = methods<AnyNumber>({
  compareTo: (value, [other]) =>
    other !== undefined && isNumber(other)
      ? value < other
        ? -1n
        : value > other
          ? 1n
          : 0n
      : undefined,
  doubleValue: (value) => Number(value),
  equals: (value, [other], { print }) =>
    other === undefined
      ? undefined
      : typeof value === typeof other && areEqual(value, other, print),
  floatValue: (value) => Number(value),
  intValue: toInteger,
  isNaN: (value) => Number.isNaN(value),
  longValue: toInteger,
  parseDouble,
  parseInt,
  parseLong,
  // Named like a method of Object, so that the compiler does not infer its parameters.
  ['valueOf' as string]: (value: AnyNumber, values: readonly Value[], tools: MethodTools) =>
    (typeof value === 'bigint' ? parseLong : parseDouble)(value, values, tools),
})

// AWS: https://docs.oracle.com/javase/8/docs/api/java/lang/Boolean.html
export const BOOLEAN_METHODS: Methods<boolean> = methods<boolean>({
  booleanValue: (value) => value,
  equals: (value, [other]) => (other === undefined ? undefined : value === other),
  parseBoolean: (_, [text]) =>
    typeof text === 'string' ? text.toLowerCase() === 'true' : undefined,
})
