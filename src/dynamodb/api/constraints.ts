/**
 * What the API model demands of an input, checked before anything else is looked at: `2 validation errors detected: Value 'x' at 'limit' failed
 * to satisfy constraint: ...; ...`. Compiled to closures that allocate nothing while all is well.
 */
import type { ServiceError } from '../../core/errors.ts'
import { validation } from '../errors.ts'
import { printValue } from './print-value.ts'
import type {
  ListShape,
  MapShape,
  NumberShape,
  Shape,
  StringShape,
  StructureShape,
} from './shape.ts'

/** Collects what is wrong with `value`, which stands at `path`. */
type Check = (value: unknown, path: string, errors: string[]) => void

/** AWS reports no more than ten. */
const MOST_ERRORS = 10

/**
 * A closure that throws what AWS answers when an input breaks its shape's constraints; `renewed`: where the operation's validation is
 * renewed.
 */
export function constraintsOf(shape: StructureShape, renewed = false): (input: object) => void {
  const check = structureCheck(shape)
  const first = [...firstOf(shape, renewed), ...(renewed ? renewedFirstOf(shape) : [])]
  const errors: string[] = []
  return (input) => {
    for (let i = 0; i < first.length; i++) {
      const { name, missingText, emptyText, check: checkAlone } = first[i]!
      const value = (input as Record<string, unknown>)[name]
      if (value === undefined || value === null) {
        if (missingText !== undefined) throw validation(missingText)
      } else if (emptyText !== undefined && Object.keys(value).length === 0) {
        throw validation(emptyText)
      }
      if (!checkAlone) continue
      checkAlone(input, '', errors)
      if (errors.length > 0) throw constraintErrors(errors.splice(0))
    }
    check(input, '', errors)
    if (errors.length > 0) throw constraintErrors(errors.splice(0))
  }
}

/** What is looked at before all else and answered alone. */
interface First {
  readonly name: string
  readonly missingText: string | undefined
  readonly emptyText: string | undefined
  readonly check: Check | undefined
}

const firstOf = (shape: StructureShape, renewed: boolean): First[] =>
  shape.members
    .filter(({ alone, missingText, emptyText }) => alone || missingText || emptyText)
    .map((member) => ({
      name: member.name,
      missingText: member.missingText,
      // AWS, as captured by a peer for BatchGetItem: https://github.com/nubo-db/dynoxide/pull/198
      // Unverified: BatchWriteItem's text is the same.
      emptyText:
        renewed && member.emptyText
          ? constraintErrors([failedAt(member.name, tooShort(1))]).message
          : member.emptyText,
      check: member.alone ? structureCheck({ ...shape, members: [member] }) : undefined,
    }))

// AWS: the value is left out, the name is the wire's, as captured by a peer in eu-west-2 for an empty table name:
// https://martinhicks.dev/articles/dynamodb-changed-its-validation-errors
// Unverified: a missing name is told in the same old way, and an enum like an empty name.
const renewedFirstOf = (shape: StructureShape): First[] =>
  (shape.renewed ?? []).map((name) => {
    const member = shape.members.find((one) => one.name === name)!
    const labelled = { ...member, shape: { ...(member.shape as StringShape), label: name } }
    return {
      name,
      missingText: undefined,
      emptyText: undefined,
      check: structureCheck({ ...shape, members: [labelled] }),
    }
  })

/** The refusal of an input, from what was found wrong with it. */
export function constraintErrors(errors: readonly string[]): ServiceError {
  const shown = errors.slice(0, MOST_ERRORS)
  const count = shown.length === 1 ? '1 validation error' : `${shown.length} validation errors`
  return validation(`${count} detected: ${shown.join('; ')}`)
}

/** One entry of such a refusal. */
export const failed = (value: unknown, path: string, constraint: string, shape?: Shape): string => {
  const shown = value === undefined || value === null ? 'null' : `'${printValue(value, shape)}'`
  return `Value ${shown} at '${path}' failed to satisfy constraint: Member must ${constraint}`
}

/** An entry that leaves the value out. */
const failedAt = (label: string, constraint: string): string =>
  `Value at '${label}' failed to satisfy constraint: Member must ${constraint}`

/** Undefined for shapes that no value can break. */
function checkOf(shape: Shape): Check | undefined {
  switch (shape.type) {
    case 'string':
      return stringCheck(shape)
    case 'number':
      return numberCheck(shape)
    case 'list':
      return listCheck(shape)
    case 'map':
      return mapCheck(shape)
    case 'structure':
      return structureCheck(shape)
    default:
      return undefined
  }
}

function stringCheck(shape: StringShape): Check | undefined {
  const { min = 0, max = Infinity, pattern, values, nameOrArn = false, minFirst, label } = shape
  const whole = pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`)
  if (min === 0 && max === Infinity && !whole && !values) return undefined
  const allowed = values && new Set(values)
  const say = sayer(label)
  // The same table's name comes again and again.
  let passed: unknown
  return (value, path, errors) => {
    if (value === passed) return
    const text = value as string
    const length = text.length
    const before = errors.length
    const isName = !nameOrArn || !text.startsWith('arn:')
    const most = nameOrArn && isName ? 255 : max
    if (minFirst && length < min) errors.push(say(text, path, tooShort(min)))
    if (whole && isName && (length > 0 || min !== 1) && !whole.test(text)) {
      errors.push(say(text, path, `satisfy regular expression pattern: ${pattern}`))
    }
    if (!minFirst && length < min) errors.push(say(text, path, tooShort(min)))
    if (length > most) errors.push(say(text, path, tooLong(most)))
    if (allowed && !allowed.has(text)) {
      errors.push(say(text, path, `satisfy enum value set: [${values.join(', ')}]`))
    }
    if (errors.length === before) passed = text
  }
}

type Say = (value: unknown, path: string, constraint: string) => string
const sayer = (label: string | undefined): Say =>
  label === undefined ? failed : (_value, _path, constraint) => failedAt(label, constraint)

const tooShort = (min: number): string => `have length greater than or equal to ${min}`
const tooLong = (max: number): string => `have length less than or equal to ${max}`

function numberCheck({ min, max, label }: NumberShape): Check | undefined {
  if (min === undefined && max === undefined) return undefined
  const say = sayer(label)
  return (value, path, errors) => {
    if (min !== undefined && (value as number) < min) {
      errors.push(say(value, path, `have value greater than or equal to ${min}`))
    }
    if (max !== undefined && (value as number) > max) {
      errors.push(say(value, path, `have value less than or equal to ${max}`))
    }
  }
}

function listCheck(shape: ListShape): Check | undefined {
  const { member, min = 0, max = Infinity, tooLongAt } = shape
  const check = checkOf(member)
  if (!check && min === 0 && max === Infinity) return undefined
  return (value, path, errors) => {
    const list = value as readonly unknown[]
    if (list.length < min) errors.push(failed(list, path, tooShort(min), shape))
    if (list.length > max) {
      errors.push(
        tooLongAt
          ? failedAt(tooLongAt(path), tooLong(max))
          : failed(list, path, tooLong(max), shape),
      )
    }
    if (!check) return
    for (let i = 0; i < list.length; i++) {
      const element = list[i]
      if (element !== null && element !== undefined) {
        check(element, `${path}.${i + 1}.member`, errors)
      }
    }
  }
}

function mapCheck(shape: MapShape): Check | undefined {
  const { value: valueShape, min = 0, max = Infinity, keys, values } = shape
  const check = checkOf(valueShape)
  const keyCheck = keys && stringCheck(keys)
  if (!check && !keyCheck && !values && min === 0 && max === Infinity) return undefined
  return (value, path, errors) => {
    const map = value as Readonly<Record<string, unknown>>
    let size = 0
    for (const key in map) {
      size++
      if (keyCheck && isBroken(keyCheck, key)) errors.push(mapEntry(map, path, shape, 'keys'))
      const length = values ? (map[key] as ArrayLike<unknown>).length : 0
      if (values && (length < values.min || length > values.max)) {
        errors.push(mapEntry(map, path, shape, 'value'))
      }
    }
    if (size < min) errors.push(failed(map, path, tooShort(min), shape))
    if (size > max) errors.push(failed(map, path, tooLong(max), shape))
    if (check) for (const key in map) check(map[key], `${path}.${key}.member`, errors)
  }
}

const isBroken = (check: Check, value: string): boolean => {
  const errors: string[] = []
  check(value, '', errors)
  return errors.length > 0
}

// AWS names every demand on keys and values, not only the broken one.
function mapEntry(map: unknown, path: string, shape: MapShape, what: 'keys' | 'value'): string {
  const { min, max, pattern }: StringShape = (what === 'keys' ? shape.keys : shape.values)!
  const demands = [
    max === undefined ? '' : `Member must ${tooLong(max)}`,
    min === undefined ? '' : `Member must ${tooShort(min)}`,
    pattern === undefined ? '' : `Member must satisfy regular expression pattern: ${pattern}`,
  ].filter(Boolean)
  return `Value '${printValue(map, shape)}' at '${path}' failed to satisfy constraint: Map ${what} must satisfy constraint: [${demands.join(', ')}]`
}

function structureCheck({ members }: StructureShape): Check {
  // Of one hidden class: they are read for every request.
  const steps = members
    .map(({ name, shape, required = false }) => ({
      name,
      required,
      check: checkOf(shape),
      path: name[0]!.toLowerCase() + name.slice(1),
    }))
    .filter(({ required, check }) => required || check)
  return (value, path, errors) => {
    const structure = value as Readonly<Record<string, unknown>>
    for (let i = 0; i < steps.length; i++) {
      const { name, required, check, path: own } = steps[i]!
      const member = structure[name]
      if (member === undefined || member === null) {
        if (required) errors.push(failed(null, join(path, own), 'not be null'))
      } else if (check) {
        check(member, path === '' ? own : join(path, own), errors)
      }
    }
  }
}

const join = (path: string, own: string): string => (path === '' ? own : `${path}.${own}`)
