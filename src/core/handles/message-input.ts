/** The messages that handles send: objects become JSON, plain values become message attributes. */
import { nameOf, shownValue } from '../checks.ts'
import { MisuseError } from '../errors.ts'

/** A message attribute of a request, before any check. */
export interface AttributeInput {
  readonly DataType?: string | undefined
  readonly StringValue?: string | undefined
  readonly BinaryValue?: Uint8Array | undefined
}

/** Message attributes: strings, numbers or bytes, or AWS's own form for custom types. */
export type AttributesInput = Readonly<
  Record<string, string | number | Uint8Array | AttributeInput>
>

/** Returns the text of a message. */
export function toText(body: unknown, caller: string): string {
  if (typeof body === 'string') return body
  const text: unknown = body === undefined ? undefined : stringify(body)
  if (typeof text === 'string') return text
  throw new MisuseError(`${caller} received ${nameOf(body)} as the body.`, 'text, or a JSON value')
}

function stringify(body: unknown): unknown {
  try {
    return JSON.stringify(body)
  } catch {
    // A circular object or a bigint: refused by the caller, which names it.
    return undefined
  }
}

/** Returns message attributes as a request has them. */
export const toMessageAttributes = (
  attributes: AttributesInput,
  caller: string,
): Record<string, AttributeInput> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, toAttribute(name, value, caller)]),
  )

function toAttribute(name: string, value: unknown, caller: string): AttributeInput {
  if (typeof value === 'string') return { DataType: 'String', StringValue: value }
  if (typeof value === 'number') return { DataType: 'Number', StringValue: String(value) }
  if (value instanceof Uint8Array) return { DataType: 'Binary', BinaryValue: value }
  if (typeof value === 'object' && value !== null && 'DataType' in value) {
    return value as AttributeInput
  }
  throw new MisuseError(
    `${caller} received the attribute ${name}: ${shownValue(value)}.`,
    "a string, a number, bytes, or { DataType: 'String.custom', StringValue: '...' }",
  )
}

/** Parses a message. Undefined if it is not JSON. */
export function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body) as unknown
  } catch {
    // Any text is a body.
    return undefined
  }
}

/** Message attributes as plain values: strings, numbers as strings, bytes. */
export function plainAttributes(
  attributes: Readonly<Record<string, AttributeInput>> | undefined,
): Record<string, string | Uint8Array> {
  const plain: Record<string, string | Uint8Array> = {}
  for (const [name, { StringValue = '', BinaryValue }] of Object.entries(attributes ?? {})) {
    plain[name] = BinaryValue ?? StringValue
  }
  return plain
}
