/**
 * Plain JavaScript values -> attribute values, as `@aws-sdk/util-dynamodb` does with `removeUndefinedValues`. What has no place in
 * DynamoDB is a MisuseError that names where it stands; what AWS would refuse is left for the operation to refuse.
 */
import { nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { tooDeep } from './errors.ts'
import { isNumberLike } from './number-value.ts'
import { Binary, newItem, type AttributeValue, type Item } from './values.ts'

/** What a value is converted for. */
export interface CallSite {
  /** The method the value was given to, for messages: `orders.put`. */
  readonly caller: string
  /** Sets that became empty are left out, as an update that deletes their last element does. */
  readonly dropEmptySets?: boolean
}

/** Where a container stands, innermost first. */
interface Place {
  readonly up: Place | undefined
  readonly step: string | number
  readonly value: object
  readonly depth: number
}

// Far beyond the 32 levels that DynamoDB takes: only there a value is searched for itself.
const MAX_DEPTH = 100

/** A plain object as an item. Members that are undefined or functions are left out. */
export function toItem(value: unknown, site: CallSite): Item {
  if (typeof value === 'object' && value !== null) {
    const kind = kindOf(value)
    if (kind === 'object') return toMembers(value as Members, site, undefined)
    if (kind === 'map') return toMembers(fromMap(value as AnyMap), site, undefined)
  }
  throw new MisuseError(`${site.caller}: the item is ${nameOf(value)}.`, 'a plain object')
}

/** One value, called `name` in messages. */
export function toAttributeValue(value: unknown, site: CallSite, name: string): AttributeValue {
  return convert(value, site, undefined, name)
}

type Members = Record<string, unknown>
type AnyMap = ReadonlyMap<unknown, unknown>
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
      throw misfit(site, up, step, nameOf(value), 'a value that DynamoDB can store')
  }
}

function toNumberText(value: number, site: CallSite, up: Place | undefined, step: Step): string {
  if (Number.isSafeInteger(value)) return String(value)
  if (!Number.isFinite(value)) {
    throw misfit(site, up, step, String(value), 'a finite number: DynamoDB stores no other')
  }
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    const saw = `${value}, beyond the integers that a double holds exactly`
    throw misfit(site, up, step, saw, 'a bigint, or NumberValue.from(text)')
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
  switch (kind) {
    case 'object':
      return { M: toMembers(value as Members, site, place) }
    case 'array':
      return { L: toElements(value as readonly unknown[], site, place) }
    case 'set':
      return toSet(value as ReadonlySet<unknown>, site, place)
    case 'map':
      return { M: toMembers(fromMap(value as AnyMap), site, place) }
    case 'bytes':
      return { B: toBinary(value as ArrayBuffer | ArrayBufferView) }
    case 'number-like':
      return { N: (value as { value: string }).value }
    case 'boxed':
      return convert(value.valueOf(), site, up, step)
    default:
      throw unstorable(value, kind, site, place)
  }
}

/** The error for a value that contains itself. */
function circularReference({ value, up }: Place, site: CallSite): MisuseError | undefined {
  let outermost: Place | undefined
  for (let place = up; place; place = place.up) if (place.value === value) outermost = place
  if (!outermost) return undefined
  const saw = 'a value that contains itself'
  const expected = 'a tree of values, at most 32 levels deep'
  return misfit(site, outermost.up, outermost.step, saw, expected)
}

function unstorable(value: object, kind: Kind, site: CallSite, place: Place): MisuseError {
  if (kind === 'date') {
    const expected = 'date.toISOString(), or Math.floor(date.getTime() / 1000) for a time to live'
    return misfit(site, place.up, place.step, 'a Date', expected)
  }
  const expected = 'a plain object, array, Set, string, number, bigint, boolean, null or bytes'
  const slip =
    nameOf(value) === 'an instance of Blob'
      ? 'Store its bytes: new Uint8Array(await blob.arrayBuffer()).'
      : 'Spread an instance into a plain object: { ...value }.'
  return misfit(site, place.up, place.step, nameOf(value), expected, slip)
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
  // By index: holes of a sparse array are undefined, and left out like any other.
  for (let index = 0; index < value.length; index++) {
    const element = value[index]
    if (element === undefined || typeof element === 'function') continue
    elements.push(convert(element, site, place, index))
  }
  return elements
}

/** A Set is a string, number or binary set by what is in it; numbers, bigints and NumberValues mix. */
function toSet(set: ReadonlySet<unknown>, site: CallSite, place: Place): AttributeValue {
  const elements = [...set].filter((element) => element !== undefined)
  const values = elements.map((element, index) => convert(element, site, place, index))
  const first = values[0]
  if (first === undefined) {
    const slip = 'Leave the attribute out.'
    throw misfit(site, place.up, place.step, 'an empty Set', 'elements in it', slip)
  }
  for (const type of ['S', 'N', 'B'] as const) {
    if (!(type in first)) continue
    const odd = values.findIndex((value) => !(type in value))
    if (odd >= 0) {
      const saw = `a Set of ${nameOf(elements[0])} and ${nameOf(elements[odd])}`
      throw misfit(site, place.up, place.step, saw, 'elements of one type')
    }
    const contents = values.map((value) => (value as unknown as Record<string, unknown>)[type])
    return { [`${type}S`]: contents } as unknown as AttributeValue
  }
  const saw = `a Set of ${nameOf(elements[0])}`
  throw misfit(site, place.up, place.step, saw, 'strings, numbers or bytes in a Set')
}

function fromMap(map: AnyMap): Members {
  const members: Members = newItem()
  for (const [name, value] of map) members[String(name)] = value
  return members
}

const isEmptySet = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  kindOf(value) === 'set' &&
  (value as ReadonlySet<unknown>).size === 0

/** A copy of the bytes: what the caller does to its own later changes nothing here. */
const toBinary = (bytes: ArrayBuffer | ArrayBufferView): Binary =>
  ArrayBuffer.isView(bytes)
    ? new Binary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    : new Binary(new Uint8Array(bytes))

type Kind =
  'object' | 'array' | 'set' | 'map' | 'bytes' | 'number-like' | 'boxed' | 'date' | 'instance'

// By tag and prototype chain, not `instanceof`: under Jest values come from another realm.
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
      // A root of a chain is another realm's Object.prototype, or that of `newItem()`.
      return Object.getPrototypeOf(prototype) === null ? 'object' : 'instance'
    default:
      return 'instance'
  }
}

function misfit(
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
