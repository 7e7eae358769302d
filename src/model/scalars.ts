/** The checks of single values: strings, numbers, bytes. */
import {
  addFault,
  notMatching,
  notOneOf,
  tooLarge,
  tooLong,
  tooShort,
  tooSmall,
  type Check,
} from './fault.ts'
import { compilePattern } from './pattern.ts'
import type { Rules } from './rules.ts'
import type { BlobShape, NumberShape, Shape, StringShape } from './shape.ts'
import { addTypeFault, isWrongType } from './types.ts'

/** Returns the check of a value. Undefined for shapes that every value fulfils. */
export function scalarCheck(shape: Shape, rules: Rules): Check | undefined {
  const check = constraintCheck(shape, rules)
  if (!rules.types || shape.type === 'value' || shape.type === 'timestamp') return check
  return (value, path, name, faults) => {
    if (isWrongType(value, shape)) addTypeFault(faults, value, shape, path, name)
    else check?.(value, path, name, faults)
  }
}

function constraintCheck(shape: Shape, rules: Rules): Check | undefined {
  switch (shape.type) {
    case 'string':
      return stringCheck(shape, rules)
    case 'number':
      return numberCheck(shape)
    case 'blob':
      return blobCheck(shape)
    default:
      return undefined
  }
}

/** Returns all constraints of an entry of a list or map, in AWS's order. */
export function demandsOf(shape: Shape): readonly string[] {
  if (shape.type === 'number') {
    const { min, max } = shape
    return [
      ...(max === undefined ? [] : [tooLarge(max)]),
      ...(min === undefined ? [] : [tooSmall(min)]),
    ]
  }
  const { min, max } = 'min' in shape || 'max' in shape ? shape : {}
  const { pattern, values } = shape.type === 'string' ? shape : {}
  return [
    ...(max === undefined ? [] : [tooLong(max)]),
    ...(min === undefined ? [] : [tooShort(min)]),
    ...(pattern === undefined ? [] : [notMatching(pattern)]),
    ...(values === undefined ? [] : [notOneOf(values)]),
  ]
}

const LONGEST_NAME = 255

function stringCheck(shape: StringShape, rules: Rules): Check | undefined {
  const { min = 0, max = Infinity, pattern, values, nameOrArn = false, nameMax } = shape
  if (min === 0 && max === Infinity && nameMax === undefined && pattern === undefined && !values)
    return undefined
  const longestName = nameMax ?? (nameOrArn ? LONGEST_NAME : max)
  const allowed = values && new Set(values)
  const lengthFirst = (shape.order ?? rules.constraints) === 'length-first'
  const inCharacters = rules.lengths === 'characters'
  let whole: RegExp | undefined
  // Most calls repeat the name of the same table or function.
  let passed: unknown
  return (value, path, name, faults) => {
    if (value === passed) return
    const text = String(value)
    const before = faults.length
    const isName = nameOrArn ? !text.startsWith('arn:') : !text.includes(':')
    const most = isName ? longestName : max
    const size = inCharacters ? charactersOf(text, min, most) : text.length
    const isShort = size < min
    if (isShort && lengthFirst) addFault(faults, 'length', tooShort(min), text, shape, path, name)
    // AWS (recorded by peers on DynamoDB): an empty table name is too short and nothing else.
    // Elsewhere it breaks the pattern as well: seen on CloudFormation (flynn#3951) and Cognito
    // (amazon-cognito-identity-js#388).
    const looked = nameOrArn ? isName && (text !== '' || min !== 1) : true
    if (pattern !== undefined && looked && !(whole ??= compilePattern(pattern)).test(text)) {
      addFault(faults, 'pattern', notMatching(pattern), text, shape, path, name)
    }
    if (isShort && !lengthFirst) addFault(faults, 'length', tooShort(min), text, shape, path, name)
    if (size > most) addFault(faults, 'length', tooLong(most), text, shape, path, name)
    if (values && !allowed?.has(text)) {
      const { printedValues = values } = shape
      addFault(faults, 'enum', notOneOf(printedValues), text, shape, path, name)
    }
    if (faults.length === before) passed = value
  }
}

/** Counts characters only if the result can matter, because counting takes time. */
const charactersOf = (text: string, min: number, max: number): number =>
  text.length > max || text.length < 2 * min ? [...text].length : text.length

function numberCheck(shape: NumberShape): Check | undefined {
  const { min, max } = shape
  if (min === undefined && max === undefined) return undefined
  return (value, path, name, faults) => {
    const number = value as number
    if (min !== undefined && number < min) {
      addFault(faults, 'range', tooSmall(min), value, shape, path, name)
    }
    if (max !== undefined && number > max) {
      addFault(faults, 'range', tooLarge(max), value, shape, path, name)
    }
  }
}

/** Does not measure a payload that is a stream. */
function blobCheck(shape: BlobShape): Check | undefined {
  const { min = 0, max = Infinity } = shape
  if (min === 0 && max === Infinity) return undefined
  return (value, path, name, faults) => {
    if (!(value instanceof Uint8Array)) return
    if (value.length < min) addFault(faults, 'length', tooShort(min), value, shape, path, name)
    if (value.length > max) addFault(faults, 'length', tooLong(max), value, shape, path, name)
  }
}
