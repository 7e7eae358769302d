/** Reads inputs from JSON, in which bytes are base64. */
import { model } from './define-operation.ts'

/** Unverified: the message of a body that is JSON, but not an object. */
export function toObject<Input extends object>(body: unknown): Input {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Input
  throw model.error('SerializationException', 'Unexpected value in payload')
}

const MAPS = ['MessageAttributes', 'MessageSystemAttributes']

/** Returns a message with the bytes of its attributes. The model checks everything else. */
export function withBytes<Message extends object>(message: Message): Message {
  let read = message
  for (const member of MAPS) {
    const attributes: unknown = Reflect.get(Object(message), member)
    if (typeof attributes !== 'object' || attributes === null || Array.isArray(attributes)) continue
    const entries = Object.entries(attributes).map(([name, value]) => [name, readBytes(value)])
    read = { ...read, [member]: Object.fromEntries(entries) as object }
  }
  return read
}

function readBytes(attribute: unknown): unknown {
  const bytes: unknown = Reflect.get(Object(attribute), 'BinaryValue')
  return typeof bytes === 'string'
    ? { ...(attribute as object), BinaryValue: Buffer.from(bytes, 'base64') }
    : attribute
}
