/**
 * The rules of message attributes.
 *
 * AWS: https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
 * Recorded: test_empty_or_wrong_message_attributes, test_message_attributes_prefixes.
 */
import type { MessageAttribute } from '../../core/world/event-source-ports.ts'
import { invalidValue } from '../errors.ts'
import { MAX_ATTRIBUTE_NAME } from '../limits.ts'

/** An attribute of a request, before any check beside those of the model. */
export interface GivenAttribute {
  readonly DataType: string
  readonly StringValue?: string | undefined
  readonly BinaryValue?: Uint8Array | undefined
}
export type GivenAttributes = Readonly<Record<string, GivenAttribute>>
export type MessageAttributes = Readonly<Record<string, MessageAttribute>>

const TYPE = /^(?:String\.Array|(?:String|Number|Binary)(?:\.[\s\S]+)?)$/

/** Returns the attributes, or undefined without any. Throws AWS's error for a wrong one. */
export function checkAttributes(given: GivenAttributes | undefined): MessageAttributes | undefined {
  const names = given ? Object.keys(given) : []
  if (!given || names.length === 0) return undefined
  // The prototype is null, because a name may be __proto__.
  const attributes = Object.create(null) as Record<string, MessageAttribute>
  for (const name of names) {
    const attribute = given[name]
    checkName(name)
    if (attribute) attributes[name] = checkAttribute(name, attribute)
  }
  return attributes
}

// Recorded: sns-p-attr-10 and its siblings.
function checkName(name: string): void {
  if (name.length > MAX_ATTRIBUTE_NAME) {
    throw invalidValue(
      `Length of message attribute name must be less than ${MAX_ATTRIBUTE_NAME} bytes.`,
    )
  }
  if (name.startsWith('.')) {
    throw invalidValue("Invalid message attribute name starting with character '.' was found.")
  }
  if (name.endsWith('.')) {
    throw invalidValue("Invalid message attribute name ending with character '.' was found.")
  }
  const stranger = /[^\w.-]/u.exec(name)?.[0]
  const doubled = name.indexOf('..')
  if (doubled >= 0 && (stranger === undefined || doubled < name.indexOf(stranger))) {
    throw invalidValue("Message attribute name can not have successive '.' character.")
  }
  if (stranger === undefined) return
  const code = `#x${(stranger.codePointAt(0) ?? 0).toString(16).toUpperCase()}`
  throw invalidValue(
    `Invalid non-alphanumeric character '${code}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.`,
  )
}

function checkAttribute(name: string, attribute: GivenAttribute): MessageAttribute {
  const { DataType, StringValue, BinaryValue } = attribute
  if (!TYPE.test(DataType)) {
    throw invalidValue(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    )
  }
  if (StringValue === undefined && BinaryValue === undefined) throw empty(name, DataType)
  const field = DataType.startsWith('Binary') ? 'Binary' : 'String'
  const value = field === 'Binary' ? BinaryValue : StringValue
  if (value === undefined) {
    throw invalidValue(
      `The message attribute '${name}' with type '${DataType}' must use field '${field}'.`,
    )
  }
  if (value.length === 0) throw empty(name, DataType)
  if (typeof value !== 'string') return { DataType, BinaryValue: value }
  if (/^Number(\.|$)/.test(DataType) && !isNumeric(value)) {
    // Unverified: the wording, which public reports quote.
    throw invalidValue(`Could not cast message attribute '${name}' value to number.`)
  }
  return { DataType, StringValue: value }
}

// Recorded: sns-p-batch-attr.
const empty = (name: string, type: string): Error =>
  invalidValue(
    `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${type}'.`,
  )

const isNumeric = (text: string): boolean =>
  /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text)

/** The bytes that attributes add to a message. Recorded: test_publish_too_long. */
export function bytesOfAttributes(given: GivenAttributes | undefined): number {
  let bytes = 0
  for (const [name, { DataType, StringValue = '', BinaryValue }] of Object.entries(given ?? {})) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(DataType)
    bytes += BinaryValue?.length ?? Buffer.byteLength(StringValue)
  }
  return bytes
}
