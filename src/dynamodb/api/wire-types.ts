/**
 * Checks the types of JSON values, with the errors of AWS's parser.
 * AWS: CommonErrors.html#SerializationException; wordings as other emulators' authors recorded them
 * from AWS.
 */
import { ServiceError } from '../../core/errors.ts'
import { Binary } from '../values/values.ts'

/**
 * The position of a value. AWS words some errors differently for members and for elements of lists
 * and maps.
 */
export type Position = 'member' | 'element'

const ROOM = 'com.amazonaws.dynamodb.v20120810.'
const NOT_EXPECTED = 'Start of structure or map found where not expected'
const UNEXPECTED_FIELD = 'Unexpected field type'
const CAST =
  'class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class ' +
  '(sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module java.base of ' +
  "loader 'bootstrap')"

const serialization = (message: string): ServiceError =>
  new ServiceError('SerializationException', message)

const unrecognized = (javaType: string): ServiceError =>
  serialization(`Unrecognized collection type ${javaType}`)

/** The parser's name of a scalar token: `NUMBER_VALUE`, `DECIMAL_VALUE`, `TRUE_VALUE`, ... */
function tokenOf(json: unknown): string {
  if (typeof json === 'boolean') return json ? 'TRUE_VALUE' : 'FALSE_VALUE'
  if (typeof json === 'string') return 'STRING_VALUE'
  return Number.isInteger(json) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE'
}

/** The error for a value that AWS cannot convert to a Java type. */
export function mismatch(json: unknown, type: string): ServiceError {
  if (Array.isArray(json)) {
    return unrecognized(`class java.lang.${type}`)
  }
  if (typeof json === 'object') return serialization(NOT_EXPECTED)
  return serialization(`${tokenOf(json)} cannot be converted to ${type}`)
}

export function readString(json: unknown): string {
  if (typeof json === 'string') return json
  throw mismatch(json, 'String')
}

// AWS's parser reads these strings as booleans.
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['TRUE', true],
  ['1', true],
  ['YES', true],
  ['FALSE', false],
  ['0', false],
  ['NO', false],
])

export function readBoolean(json: unknown): boolean {
  if (typeof json === 'boolean') return json
  if (typeof json !== 'string') throw mismatch(json, 'Boolean')
  const known = BOOLEANS.get(json.toUpperCase())
  if (known === undefined) throw serialization('Unexpected token received from parser')
  return known
}

/** Reads bytes from padded base64. */
export function readBytes(json: unknown): Binary {
  if (typeof json === 'string') {
    if (json.length % 4 !== 0) {
      throw serialization(
        `Base64 encoded length is expected a multiple of 4 bytes but found: ${json.length}`,
      )
    }
    const bytes = Buffer.from(json, 'base64')
    if (bytes.toString('base64') !== json) {
      throw serialization('Invalid last non-pad Base64 character dectected')
    }
    return new Binary(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }
  if (Array.isArray(json)) {
    throw unrecognized('class java.nio.ByteBuffer')
  }
  if (typeof json === 'object') throw serialization(NOT_EXPECTED)
  throw serialization('only base-64-encoded strings are convertible to bytes')
}

export function checkList(json: unknown, position: Position): asserts json is unknown[] {
  if (Array.isArray(json)) return
  if (typeof json === 'object') throw serialization(NOT_EXPECTED)
  throw serialization(position === 'member' ? UNEXPECTED_FIELD : CAST)
}

/** Checks a map. `javaType` is the type of its values: `AttributeValue`, `java.lang.String`, ... */
export function checkMap(
  json: unknown,
  javaType: string,
  position: Position,
): asserts json is Record<string, unknown> {
  if (Array.isArray(json)) {
    throw unrecognized(`java.util.Map<java.lang.String, ${qualified(javaType)}>`)
  }
  if (typeof json === 'object') return
  throw serialization(position === 'member' ? UNEXPECTED_FIELD : CAST)
}

export function checkStructure(
  json: unknown,
  name: string,
  position: Position,
): asserts json is Record<string, unknown> {
  if (Array.isArray(json)) {
    throw unrecognized(`class ${qualified(name)}`)
  }
  // Unverified: a `null` body is assumed to be refused like a scalar.
  if (typeof json === 'object' && json !== null) return
  throw serialization(position === 'member' ? UNEXPECTED_FIELD : 'Unexpected value type in payload')
}

export const qualified = (javaType: string): string =>
  javaType.includes('.') ? javaType : ROOM + javaType
