/** Resolves the `#name` and `:value` placeholders of a request and records which ones were used. */
import { isServiceError } from '../../../core/errors.ts'
import { kindOf, ofKind, renewedOf, validation, withRenewed } from '../../errors.ts'
import {
  MAX_ATTRIBUTE_NAME_BYTES,
  MAX_PLACEHOLDER_BYTES,
  MAX_SUBSTITUTION_BYTES,
} from '../../limits.ts'
import { noDataType } from '../../values/errors.ts'
import { sizeOfValue } from '../../values/sizes.ts'
import { checkValue } from '../../values/value-checks.ts'
import { newItem, type AttributeValue, type MutableItem } from '../../values/values.ts'

export interface ExpressionNames {
  readonly [placeholder: string]: string
}

export interface ExpressionValues {
  readonly [placeholder: string]: AttributeValue
}

export class Scope {
  readonly names: ExpressionNames | undefined
  readonly values: ExpressionValues | undefined
  private readonly usedNames: string[] = []
  private readonly usedValues: string[] = []

  constructor(names: ExpressionNames | undefined, values: ExpressionValues | undefined) {
    this.names = names
    this.values = values
  }

  /** The attribute of a `#name`. */
  name(placeholder: string): string | undefined {
    const { names } = this
    if (names === undefined || !Object.hasOwn(names, placeholder)) return undefined
    this.usedNames.push(placeholder)
    return names[placeholder]
  }

  /** The value of a `:value`. */
  value(placeholder: string): AttributeValue | undefined {
    const { values } = this
    if (values === undefined || !Object.hasOwn(values, placeholder)) return undefined
    this.usedValues.push(placeholder)
    return values[placeholder]
  }

  /** The number of uses of names and values so far. */
  get uses(): { readonly names: number; readonly values: number } {
    return { names: this.usedNames.length, values: this.usedValues.length }
  }

  /** The distinct names that were used after the first `count` uses. */
  namesUsedSince(count: number): string[] {
    return [...new Set(this.usedNames.slice(count))]
  }

  /** The distinct values that were used after the first `count` uses. */
  valuesUsedSince(count: number): string[] {
    return [...new Set(this.usedValues.slice(count))]
  }

  /** Refuses unused placeholders. Call it after all expressions of the request have been parsed. */
  checkAllUsed(): void {
    checkUsed('ExpressionAttributeNames', this.names, this.usedNames)
    checkUsed('ExpressionAttributeValues', this.values, this.usedValues)
  }
}

function checkUsed(parameter: string, given: object | undefined, used: readonly string[]): void {
  if (given === undefined) return
  const known = used.length > 8 ? new Set(used) : undefined
  const isUsed = (key: string): boolean => (known ? known.has(key) : used.includes(key))
  let unused: string[] | undefined
  for (const key in given) if (!isUsed(key)) (unused ??= []).push(key)
  if (unused)
    throw validation(
      `Value provided in ${parameter} unused in expressions: keys: {${unused.join(', ')}}`,
    )
}

/** A depth that never reaches the limit. */
const NO_LIMIT = -Infinity

/**
 * Checks names and values and returns the scope for all expressions of the request. `nesting` is
 * whether values have the nesting limit of items.
 */
export function createScope(
  names: ExpressionNames | undefined,
  values: ExpressionValues | undefined,
  nesting = true,
): Scope {
  if (names !== undefined) checkNames(names)
  const kept = values && checkValues(values, nesting ? 0 : NO_LIMIT)
  if (mostBytesOf(names, kept) > MAX_SUBSTITUTION_BYTES) checkSubstitutions(names, kept)
  return new Scope(names, kept)
}

/** An upper bound that is cheap to compute. */
function mostBytesOf(
  names: ExpressionNames | undefined,
  values: ExpressionValues | undefined,
): number {
  let bytes = 0
  for (const key in names) bytes += 3 * (names[key]?.length ?? 0)
  for (const key in values) {
    const value = values[key]
    if (value) bytes += 'S' in value ? 3 * value.S.length : sizeOfValue(value)
  }
  return bytes
}

// Unverified: the text, and that the placeholders themselves do not count. The limit is documented.
function checkSubstitutions(
  names: ExpressionNames | undefined,
  values: ExpressionValues | undefined,
): void {
  let bytes = 0
  for (const key in names) bytes += Buffer.byteLength(names[key] ?? '')
  for (const value of Object.values(values ?? {})) bytes += sizeOfValue(value)
  if (bytes <= MAX_SUBSTITUTION_BYTES) return
  throw validation(
    `The total size of ExpressionAttributeNames and ExpressionAttributeValues has exceeded the maximum allowed size; total size: ${bytes}`,
  )
}

function checkNames(names: ExpressionNames): void {
  let empty = true
  for (const key in names) {
    empty = false
    checkPlaceholder(key, 35, 'ExpressionAttributeNames')
    const name = names[key]
    // Seen in the wild: `... invalid value: Empty attribute name for key #DE`.
    if (!name) {
      throw validation(
        `ExpressionAttributeNames contains invalid value: Empty attribute name for key ${key}`,
      )
    }
    if (name.length > MAX_ATTRIBUTE_NAME_BYTES / 3) checkNameLength(name, key)
  }
  if (empty) throw validation('ExpressionAttributeNames must not be empty')
}

// Unverified: the wording. The limit is documented.
function checkNameLength(name: string, key: string): void {
  if (Buffer.byteLength(name) <= MAX_ATTRIBUTE_NAME_BYTES) return
  throw validation(
    'ExpressionAttributeNames contains invalid value: Attribute name is too large, must be less than ' +
      `${MAX_ATTRIBUTE_NAME_BYTES + 1} bytes for key ${key}`,
  )
}

/** Returns the values in stored form: with canonical numbers, frozen. */
function checkValues(values: ExpressionValues, depth: number): ExpressionValues {
  let empty = true
  for (const key in values) {
    empty = false
    checkPlaceholder(key, 58, 'ExpressionAttributeValues')
  }
  if (empty) throw validation('ExpressionAttributeValues must not be empty')
  const kept: MutableItem = newItem()
  for (const key in values) kept[key] = checkedValue(values[key], key, depth)
  return kept
}

function checkedValue(
  value: AttributeValue | undefined,
  key: string,
  depth: number,
): AttributeValue {
  try {
    if (!value) throw noDataType()
    return checkValue(value, depth)
  } catch (error) {
    // AWS, as captured by peers: the error for too deep nesting has no prefix.
    const kind = kindOf(error)
    if (!isServiceError(error) || kind === 'tooDeep') throw error
    // AWS, as observed by peers on 9 October 2026: the renewed validation does not name the value.
    const refusal = withRenewed(
      renewedOf(error),
      validation(
        `ExpressionAttributeValues contains invalid value: ${error.message} for key ${key}`,
      ),
    )
    throw kind ? ofKind(kind, refusal) : refusal
  }
}

const invalidKey = (parameter: string, key: string): Error =>
  validation(`${parameter} contains invalid key: Syntax error; key: "${key}"`)

function checkPlaceholder(key: string, sign: number, parameter: string): void {
  if (!isPlaceholder(key, sign)) throw invalidKey(parameter, key)
  // Unverified: the text. The limit is documented.
  if (key.length > MAX_PLACEHOLDER_BYTES) {
    throw validation(
      `${parameter} contains invalid key: The key is too long, must be at most ${MAX_PLACEHOLDER_BYTES} bytes; key: "${key}"`,
    )
  }
}

// '#a1_': the sign, then letters, digits and underscores.
function isPlaceholder(key: string, sign: number): boolean {
  if (key.charCodeAt(0) !== sign || key.length < 2) return false
  for (let at = 1; at < key.length; at++) {
    const code = key.charCodeAt(at)
    const isWord =
      (code >= 97 && code <= 122) ||
      (code >= 65 && code <= 90) ||
      (code >= 48 && code <= 57) ||
      code === 95
    if (!isWord) return false
  }
  return true
}
