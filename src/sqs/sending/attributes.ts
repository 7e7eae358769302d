/**
 * The rules of message attributes.
 *
 * AWS:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 * Recorded: test_send_message_with_invalid_string_attributes, test_send_message_with_empty_string_attribute.
 */
import { model } from '../api/define-operation.ts'
import { invalidValue } from '../errors.ts'
import { MAX_ATTRIBUTE_NAME, MAX_ATTRIBUTES } from '../limits.ts'
import type { MessageAttributes } from '../messages/message.ts'

/** An attribute of a request, before any check. */
export interface GivenAttribute {
  readonly DataType?: string | undefined
  readonly StringValue?: string | undefined
  readonly BinaryValue?: Uint8Array | undefined
  readonly StringListValues?: readonly string[] | undefined
  readonly BinaryListValues?: readonly Uint8Array[] | undefined
}
export type GivenAttributes = Readonly<Record<string, GivenAttribute>>

/** Letters of any language, digits, `_`, `-` and `.`. */
const NAME = /^[\p{L}\p{N}_.-]+$/u
const RESERVED = /^(aws|amazon)\./i
const TYPE = /^(String|Number|Binary)(\.[\s\S]*)?$/

/** Returns the attributes, or undefined without any. Throws AWS's error for a wrong one. */
export function checkMessageAttributes(
  given: GivenAttributes | undefined,
): MessageAttributes | undefined {
  const names = given ? Object.keys(given) : []
  if (!given || names.length === 0) return undefined
  if (names.length > MAX_ATTRIBUTES) {
    // Unverified: the wording, which public reports quote.
    throw invalidValue(
      `Number of message attributes [${names.length}] exceeds the allowed maximum [${MAX_ATTRIBUTES}].`,
    )
  }
  // The prototype is null, because a name may be __proto__.
  const attributes = Object.create(null) as Record<string, MessageAttributes[string]>
  for (const name of names) {
    const attribute = given[name]
    checkAttributeName(name)
    if (attribute) attributes[name] = checkAttribute(name, attribute)
  }
  return attributes
}

// Unverified: the wordings of this function; the codes were recorded.
function checkAttributeName(name: string): void {
  const hasForm = NAME.test(name) && !name.startsWith('.') && !name.endsWith('.')
  if (!hasForm || name.includes('..')) {
    throw invalidValue(
      `Message (user) attribute name '${name}' is invalid. It can contain alphanumeric characters, hyphens, underscores and periods, and must not begin or end with a period or have periods in succession.`,
    )
  }
  if (name.length > MAX_ATTRIBUTE_NAME) {
    throw invalidValue(
      `Length of message attribute name must be less than ${MAX_ATTRIBUTE_NAME} bytes.`,
    )
  }
  if (RESERVED.test(name)) {
    throw invalidValue(
      `Message (user) attribute name '${name}' must not begin with a reserved prefix: 'AWS.' or 'Amazon.'.`,
    )
  }
}

function checkAttribute(name: string, attribute: GivenAttribute): MessageAttributes[string] {
  const { DataType, StringValue, BinaryValue, StringListValues, BinaryListValues } = attribute
  if ((StringListValues?.length ?? 0) + (BinaryListValues?.length ?? 0) > 0) {
    throw model.error(
      'UnsupportedOperation',
      'Message attribute list values in SendMessage operation are not supported.',
    )
  }
  const [, type] = TYPE.exec(DataType ?? '') ?? []
  if (DataType === undefined || type === undefined || DataType.length > MAX_ATTRIBUTE_NAME) {
    // Unverified: the wording, which public reports quote.
    throw invalidValue(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    )
  }
  if (type === 'Binary') {
    if (!BinaryValue?.length) throw emptyValue(name, DataType)
    return { DataType, BinaryValue }
  }
  if (!StringValue) throw emptyValue(name, DataType)
  if (type === 'Number' && !isNumeric(StringValue)) {
    // Unverified: the wording, which public reports quote.
    throw invalidValue(`Can't cast the value of message (user) attribute '${name}' to a number.`)
  }
  return { DataType, StringValue }
}

// Recorded: test_send_message_with_empty_string_attribute.
const emptyValue = (name: string, type: string): Error =>
  invalidValue(
    `Message (user) attribute '${name}' must contain a non-empty value of type '${type}'.`,
  )

const isNumeric = (text: string): boolean =>
  /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text)

/** The bytes that attributes add to a message. Recorded: sqs-006. */
export function bytesOfAttributes(attributes: MessageAttributes | undefined): number {
  let bytes = 0
  for (const name in attributes) {
    const { DataType, StringValue = '', BinaryValue } = attributes[name] ?? { DataType: '' }
    bytes += Buffer.byteLength(name) + Buffer.byteLength(DataType)
    bytes += BinaryValue?.length ?? Buffer.byteLength(StringValue)
  }
  return bytes
}
