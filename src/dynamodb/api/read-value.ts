/**
 * Reads AttributeValues from wire JSON. The most common values (`{ S }`, `{ N }`) are kept without
 * a copy: no other code holds the parsed JSON.
 */
import { tooDeep } from '../values/errors.ts'
import { newItem, type AttributeType, type AttributeValue, type Item } from '../values/values.ts'
import {
  checkList,
  checkMap,
  checkStructure,
  readBoolean,
  readBytes,
  readString,
  type Position,
} from './wire-types.ts'

/** Above DynamoDB's limit, and low enough that reading does not exhaust the stack. */
const DEEPEST = 200

export function readValue(
  json: unknown,
  position: Position = 'element',
  depth = 0,
): AttributeValue {
  checkStructure(json, 'AttributeValue', position)
  let only: string | undefined
  for (const key in json) {
    if (only !== undefined) return readMembers(json, depth)
    only = key
  }
  return only === undefined ? unchecked({}) : readOnly(json, only, depth)
}

/** A value before values/value-checks.ts refuses it for having no type, or several. */
const unchecked = (members: object): AttributeValue => members as AttributeValue

// Shared, because stored items keep their values for long.
export const TRUE: AttributeValue = Object.freeze({ BOOL: true })
export const FALSE: AttributeValue = Object.freeze({ BOOL: false })
export const NULL: AttributeValue = Object.freeze({ NULL: true })

/** Reads a value with one member, the usual case. */
function readOnly(json: Record<string, unknown>, type: string, depth: number): AttributeValue {
  const content = json[type]
  switch (type) {
    case 'S':
    case 'N':
      if (typeof content === 'string') return unchecked(json)
      break
    case 'BOOL':
      if (typeof content === 'boolean') return content ? TRUE : FALSE
      break
    case 'NULL':
      if (content === true) return NULL
      break
    case 'M':
      if (content !== null) return { M: readMap(content, depth) }
      break
    case 'L':
      if (content !== null) return { L: readList(content, depth) }
      break
  }
  return readMembers(json, depth)
}

// The order in which AWS reads the members of an AttributeValue.
const TYPES: readonly AttributeType[] = ['S', 'B', 'N', 'BOOL', 'NULL', 'BS', 'NS', 'SS', 'L', 'M']

/** Reads the known members. The checks refuse a value with none or several of them. */
function readMembers(json: Record<string, unknown>, depth: number): AttributeValue {
  const out: Record<string, unknown> = {}
  for (const type of TYPES) {
    const content = json[type]
    if (content !== undefined && content !== null) out[type] = readContent(type, content, depth)
  }
  return unchecked(out)
}

function readContent(type: AttributeType, content: unknown, depth: number): unknown {
  switch (type) {
    case 'S':
    case 'N':
      return readString(content)
    case 'B':
      return readBytes(content)
    case 'BOOL':
    case 'NULL':
      return readBoolean(content)
    case 'SS':
      checkList(content, 'member')
      return content.map(readString)
    case 'NS':
      checkList(content, 'member')
      // Recorded by a peer (dynalite): AWS reports null as an invalid number, not as a wrong type.
      return content.map((element) => (element === null ? '' : readString(element)))
    case 'BS':
      checkList(content, 'member')
      return content.map(readBytes)
    case 'L':
      return readList(content, depth)
    case 'M':
      return readMap(content, depth)
  }
}

function readList(content: unknown, depth: number): AttributeValue[] {
  checkList(content, 'member')
  return content.map((element) => readElement(element, depth))
}

function readMap(content: unknown, depth: number): Item {
  checkMap(content, 'AttributeValue', 'member')
  const out = newItem()
  for (const key in content) out[key] = readElement(content[key], depth)
  return out
}

/** Reads an element of a list or map. `null` is a value without a type. */
function readElement(json: unknown, depth: number): AttributeValue {
  // AWS: Constraints.html#limits-attributes-nested
  if (depth > DEEPEST) {
    throw tooDeep()
  }
  return json === null ? unchecked({}) : readValue(json, 'element', depth + 1)
}
