/** The types of JSON values, and their equality. */
import { isObject, type JsonObject } from '../../core/json.ts'

export type JsonType = 'array' | 'boolean' | 'integer' | 'null' | 'number' | 'object' | 'string'

/** In the order in which messages list them. */
export const JSON_TYPES: readonly JsonType[] = [
  ...(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'] as const),
]

export type { JsonObject }

export const isArray = (value: unknown): value is readonly unknown[] => Array.isArray(value)

// Unverified: 1.0 is an integer, since JSON.parse does not tell it from 1
export function typeOf(value: unknown): JsonType {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value as 'boolean' | 'object' | 'string'
}

/** The same text for equal values: members in the order of their names. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    isObject(part)
      ? Object.fromEntries(
          Object.keys(part)
            .sort()
            .map((name) => [name, part[name]]),
        )
      : part,
  )

/** Whether a number is a multiple of another, in decimal: 0.3 is one of 0.1. */
export function isMultipleOf(value: number, divisor: number): boolean {
  const [digits, scale] = toDecimal(value)
  const [divisorDigits, divisorScale] = toDecimal(divisor)
  const common = Math.max(scale, divisorScale)
  const scaled = digits * 10n ** BigInt(common - scale)
  return scaled % (divisorDigits * 10n ** BigInt(common - divisorScale)) === 0n
}

/** `[1234n, 2]` for 12.34, `[3n, -5]` for 300000. */
function toDecimal(value: number): readonly [digits: bigint, scale: number] {
  const [, sign = '', digits = '0', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? []
  return [BigInt(`${sign}${digits}${fraction}`), fraction.length - Number(exponent)]
}
