/**
 * Turns parsed wire JSON into an operation's input: known members only, B as bytes, items and maps
 * without inherited members. The first value of a wrong type, in the order of the shape's members,
 * throws a SerializationException.
 */
import type { ListShape, MapShape, NumberShape, Shape, StructureShape } from '../../model/shape.ts'
import { newItem } from '../values/values.ts'
import { readValue } from './read-value.ts'
import {
  checkList,
  checkMap,
  checkStructure,
  mismatch,
  qualified,
  readBoolean,
  readString,
  type Position,
} from './wire-types.ts'

export type Reader = (json: unknown) => unknown

/** Returns a function that reads values of the shape. */
export function readerOf(shape: Shape, position: Position = 'member'): Reader {
  switch (shape.type) {
    case 'string':
      return readString
    case 'boolean':
      return readBoolean
    case 'number':
      return numberReader(shape)
    case 'value':
      return (json) => readValue(json, position)
    case 'list':
      return listReader(shape, position)
    case 'map':
      return mapReader(shape, position)
    case 'structure':
      return structureReader(shape, position)
    case 'blob':
    case 'timestamp':
      throw new TypeError(`no input of DynamoDB has a ${shape.type} outside its values`)
  }
}

function numberReader({ java = 'Integer' }: NumberShape): Reader {
  const whole = java === 'Long' || java === 'Integer'
  return (json) => {
    if (typeof json !== 'number') throw mismatch(json, java)
    // AWS truncates 3.7 to 3.
    return whole ? Math.trunc(json) : json
  }
}

function listReader({ member }: ListShape, position: Position): Reader {
  const read = readerOf(member, 'element')
  return (json) => {
    checkList(json, position)
    return json.map((element) => (element === null ? emptyOf(member) : read(element)))
  }
}

/** Unverified: `null` in a list is assumed to be an empty member. */
function emptyOf({ type }: Shape): unknown {
  switch (type) {
    case 'string':
      return ''
    case 'list':
      return []
    case 'map':
      return newItem()
    case 'structure':
    case 'value':
      return {}
    default:
      return null
  }
}

function mapReader({ value }: MapShape, position: Position): Reader {
  const read = readerOf(value, 'element')
  const javaType = javaTypeOf(value)
  return (json) => {
    checkMap(json, javaType, position)
    const out: Record<string, unknown> = newItem()
    for (const key in json) {
      const entry = json[key]
      if (entry !== null) out[key] = read(entry)
      else if (value.type === 'value') out[key] = {}
    }
    return out
  }
}

function structureReader({ name, members }: StructureShape, position: Position): Reader {
  const readers = members.map((member) => ({ key: member.name, read: readerOf(member.shape) }))
  return (json) => {
    checkStructure(json, name, position)
    const out: Record<string, unknown> = {}
    for (const { key, read } of readers) {
      const member = json[key]
      if (member !== undefined && member !== null) out[key] = read(member)
    }
    return out
  }
}

/** The Java type of a map's values, for the error about a list in place of the map. */
function javaTypeOf(shape: Shape): string {
  switch (shape.type) {
    case 'value':
      return 'AttributeValue'
    case 'structure':
      return shape.name
    case 'list':
      return `java.util.List<${qualified(javaTypeOf(shape.member))}>`
    default:
      return 'java.lang.String'
  }
}
