/** Items in DynamoDB's JSON, for those that JSON cannot say without a loss. */
import type { AttributeValue } from '../../dynamodb/index.ts'
import { rooms as dynamodbRooms } from '../../dynamodb/rooms.ts'

export type Item = Readonly<Record<string, unknown>>

/** `{ "bytes": { "B": "AQID" } }`: bytes are base64, as on the wire. */
export function fromDynamoJson(value: Item): Item {
  const { fromAttributeValue } = dynamodbRooms.dynamodb()
  return Object.fromEntries(
    Object.entries(value).map(([name, attribute]) => [
      name,
      fromAttributeValue(withBytes(attribute) as AttributeValue),
    ]),
  )
}

const bytesOf = (text: unknown): Uint8Array => Buffer.from(String(text), 'base64')

function withBytes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withBytes)
  if (typeof value !== 'object' || value === null) return value
  const { B, BS } = value as Item
  if (typeof B === 'string' && Object.keys(value).length === 1) return { B: bytesOf(B) }
  if (Array.isArray(BS) && Object.keys(value).length === 1) return { BS: BS.map(bytesOf) }
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, withBytes(member)]),
  )
}

/** Whether JSON can say it: no sets, bytes, numbers beyond a double. */
export function isJsonValue(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isJsonValue)
  if (typeof value !== 'object' || value === null) return typeof value !== 'bigint'
  const prototype = Object.getPrototypeOf(value) as object | null
  return (
    (prototype === Object.prototype || prototype === null) &&
    Object.values(value).every(isJsonValue)
  )
}

export function toDynamoJson(item: Item): object {
  const { toAttributeValue } = dynamodbRooms.dynamodb()
  const attributes = Object.entries(item).map(([name, value]) => [
    name,
    toAttributeValue(value, { caller: 'the inspector' }, name),
  ])
  return JSON.parse(JSON.stringify(Object.fromEntries(attributes), asBase64)) as object
}

function asBase64(this: unknown, _name: string, value: unknown): unknown {
  // JSON.stringify has already turned a Buffer into an object.
  const isBuffer =
    typeof value === 'object' && value !== null && Reflect.get(value, 'type') === 'Buffer'
  if (isBuffer) return Buffer.from(Reflect.get(value, 'data') as number[]).toString('base64')
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value
}
