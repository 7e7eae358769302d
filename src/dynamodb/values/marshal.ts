/**
 * Converts plain JavaScript values to attribute values, like `@aws-sdk/util-dynamodb` with
 * `removeUndefinedValues`. Values that DynamoDB cannot store throw a MisuseError with their path.
 * Values that AWS refuses are left to the operation.
 */
import { nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { tooDeep } from './errors.ts'
import { isNumberLike, type NumberLike } from './number-value.ts'
import { Binary, contentsOf, newItem, type AttributeValue, type Item } from './values.ts'

/** The purpose of a conversion. */
export interface CallSite {
  /** The called method, for messages: `orders.put`. */
  readonly caller: string
  /** Whether to omit empty sets, as an update that deletes the last element of a set does. */
  readonly dropEmptySets?: boolean
}

/** A container and its path, innermost first. */
interface Place {
  readonly up: Place | undefined
  readonly step: string | number
  readonly value: object
  readonly depth: number
}

// Far more than DynamoDB's 32 levels. Only deeper values are checked for circular references.
const MAX_DEPTH = 100

/** Converts a plain object to an item, without undefined and function members. */
export function toItem(value: unknown, site: CallSite): Item {
  if (typeof value === 'object' && value !== null) {
    const kind = kindOf(value)
    if (is(value, kind, 'object')) return toMembers(value, site, undefined)
    if (is(value, kind, 'map')) return toMembers(fromMap(value), site, undefined)
  }
  throw new MisuseError(`${site.caller}: the item is ${nameOf(value)}.`, 'a plain object')
}

/** Converts one value. `name` is its name in messages. */
export function toAttributeValue(value: unknown, site: CallSite, name: string): AttributeValue {
  return convert(value, site, undefined, name)
}

type Step = string | number

function convert(
  value: unknown,
  site: CallSite,
  up: Place | undefined,
  step: Step,
): AttributeValue {
  switch (typeof value) {
    case 'string':
      return { S: value }
    case 'number':
      return { N: toNumberText(value, site, up, step) }
    case 'boolean':
      return value ? { BOOL: true } : { BOOL: false }
    case 'bigint':
      return { N: value.toString() }
    case 'object':
      return value === null ? { NULL: true } : convertObject(value, site, up, step)
    default:
      throw unstorable(site, up, step, nameOf(value), 'a value that DynamoDB can store')
  }
}

function toNumberText(value: number, site: CallSite, up: Place | undefined, step: Step): string {
  if (Number.isSafeInteger(value)) return String(value)
  if (!Number.isFinite(value)) {
    throw unstorable(site, up, step, String(value), 'a finite number')
  }
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    const saw = `${value}, which exceeds the exact integers of JavaScript numbers`
    throw unstorable(site, up, step, saw, 'a bigint, or NumberValue.from(text)')
  }
  return String(value)
}

function convertObject(
  value: object,
  site: CallSite,
  up: Place | undefined,
  step: Step,
): AttributeValue {
  const place: Place = { up, step, value, depth: up ? up.depth + 1 : 1 }
  if (place.depth > MAX_DEPTH) throw circularReference(place, site) ?? tooDeep()
  const kind = kindOf(value)
  if (is(value, kind, 'object')) return { M: toMembers(value, site, place) }
  if (is(value, kind, 'array')) return { L: toElements(value, site, place) }
  if (is(value, kind, 'set')) return toSet(value, site, place)
  if (is(value, kind, 'map')) return { M: toMembers(fromMap(value), site, place) }
  if (is(value, kind, 'bytes')) return { B: toBinary(value) }
  if (is(value, kind, 'number-like')) return { N: value.value }
  if (kind === 'boxed') return convert(value.valueOf(), site, up, step)
  throw unstorableObject(value, kind, site, place)
}

/** The error for a value that contains itself. */
function circularReference({ value, up }: Place, site: CallSite): MisuseError | undefined {
  let outermost: Place | undefined
  for (let place = up; place; place = place.up) if (place.value === value) outermost = place
  if (!outermost) return undefined
  const saw = 'a value that contains itself'
  const expected = 'a tree of values, at most 32 levels deep'
  return unstorable(site, outermost.up, outermost.step, saw, expected)
}

function unstorableObject(value: object, kind: Kind, site: CallSite, place: Place): MisuseError {
  if (kind === 'date') {
    const expected = 'date.toISOString(), or Math.floor(date.getTime() / 1000) for a time to live'
    return unstorable(site, place.up, place.step, 'a Date', expected)
  }
  const expected = 'a plain object, array, Set, string, number, bigint, boolean, null or bytes'
  const slip =
    nameOf(value) === 'an instance of Blob'
      ? 'Store its bytes: new Uint8Array(await blob.arrayBuffer()).'
      : 'Spread an instance into a plain object: { ...value }.'
  return unstorable(site, place.up, place.step, nameOf(value), expected, slip)
}

function toMembers(value: Members, site: CallSite, place: Place | undefined): Item {
  const members = newItem()
  for (const name of Object.keys(value)) {
    const member = value[name]
    switch (typeof member) {
      case 'string':
        members[name] = { S: member }
        break
      case 'undefined':
      case 'function':
        break
      default:
        if (site.dropEmptySets && isEmptySet(member)) break
        members[name] = convert(member, site, place, name)
    }
  }
  return members
}

function toElements(
  value: readonly unknown[],
  site: CallSite,
  place: Place,
): readonly AttributeValue[] {
  const elements: AttributeValue[] = []
  // By index, so that the holes of a sparse array are undefined and left out, too.
  for (let index = 0; index < value.length; index++) {
    const element = value[index]
    if (element === undefined || typeof element === 'function') continue
    elements.push(convert(element, site, place, index))
  }
  return elements
}

/** The elements determine the type of a Set. A Set may mix numbers, bigints and NumberValues. */
function toSet(set: ReadonlySet<unknown>, site: CallSite, place: Place): AttributeValue {
  const elements = [...set].filter((element) => element !== undefined)
  const values = elements.map((element, index) => convert(element, site, place, index))
  const first = values[0]
  if (first === undefined) {
    const slip = 'Leave the attribute out.'
    throw unstorable(site, place.up, place.step, 'an empty Set', 'a Set with elements', slip)
  }
  for (const type of ['S', 'N', 'B'] as const) {
    if (!(type in first)) continue
    const odd = values.findIndex((value) => !(type in value))
    if (odd >= 0) {
      const saw = `a Set of ${nameOf(elements[0])} and ${nameOf(elements[odd])}`
      throw unstorable(site, place.up, place.step, saw, 'elements of one type')
    }
    const contents = values.map(contentsOf)
    if (type === 'S') return { SS: contents.map(({ S }) => S) }
    if (type === 'N') return { NS: contents.map(({ N }) => N) }
    return { BS: contents.map(({ B }) => B) }
  }
  const saw = `a Set of ${nameOf(elements[0])}`
  throw unstorable(site, place.up, place.step, saw, 'strings, numbers or bytes in a Set')
}

function fromMap(map: AnyMap): Members {
  const members: Members = newItem()
  for (const [name, value] of map) members[String(name)] = value
  return members
}

const isEmptySet = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && is(value, kindOf(value), 'set') && value.size === 0

/** Copies the bytes, so that later changes by the caller have no effect. */
const toBinary = (bytes: ArrayBuffer | ArrayBufferView): Binary =>
  ArrayBuffer.isView(bytes)
    ? new Binary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    : new Binary(new Uint8Array(bytes))

type Members = Record<string, unknown>
type AnyMap = ReadonlyMap<unknown, unknown>

/** The kinds of objects, with their types. */
interface Kinds {
  readonly object: Members
  readonly array: readonly unknown[]
  readonly set: ReadonlySet<unknown>
  readonly map: AnyMap
  readonly bytes: ArrayBuffer | ArrayBufferView
  readonly 'number-like': NumberLike
  readonly boxed: object
  readonly date: object
  readonly instance: object
}
type Kind = keyof Kinds

const is = <Name extends Kind>(value: object, kind: Kind, name: Name): value is Kinds[Name] =>
  kind === name

// By tag and prototype chain, not by `instanceof`: in Jest, values come from another realm.
function kindOf(value: object): Kind {
  if (Array.isArray(value)) return 'array'
  const prototype = Object.getPrototypeOf(value) as object | null
  if (prototype === Object.prototype || prototype === null) return 'object'
  if (ArrayBuffer.isView(value)) return 'bytes'
  switch (Object.prototype.toString.call(value)) {
    case '[object Set]':
      return 'set'
    case '[object Map]':
      return 'map'
    case '[object ArrayBuffer]':
    case '[object SharedArrayBuffer]':
      return 'bytes'
    case '[object Boolean]':
    case '[object Number]':
    case '[object String]':
    case '[object BigInt]':
      return 'boxed'
    case '[object Date]':
      return 'date'
    case '[object Object]':
      if (isNumberLike(value)) return 'number-like'
      // A prototype without a prototype is another realm's Object.prototype or that of `newItem()`.
      return Object.getPrototypeOf(prototype) === null ? 'object' : 'instance'
    default:
      return 'instance'
  }
}

function unstorable(
  site: CallSite,
  up: Place | undefined,
  step: Step,
  saw: string,
  expected: string,
  slip?: string,
): MisuseError {
  const steps: Step[] = [step]
  for (let place = up; place; place = place.up) steps.unshift(place.step)
  const where = steps.map((each, index) =>
    typeof each === 'number' ? `[${each}]` : index === 0 ? each : `.${each}`,
  )
  return new MisuseError(`${site.caller}: ${where.join('')} is ${saw}.`, expected, slip)
}
