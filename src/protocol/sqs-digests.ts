/**
 * The MD5 digests of SQS's messages, which clients compare with their own. They are in the room of
 * protocols because the simulation and the stubs need them.
 *
 * AWS:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html,
 * "Calculating the MD5 message digest for message attributes".
 */
import { createHash } from 'node:crypto'

/** An attribute, with the members of the API. */
export interface DigestedAttribute {
  readonly DataType: string
  readonly StringValue?: string
  readonly BinaryValue?: Uint8Array
}

/** MD5OfMessageBody, MD5OfBody */
export const digestOfBody = (body: string): string => createHash('md5').update(body).digest('hex')

const STRING = Buffer.of(1)
const BINARY = Buffer.of(2)

/**
 * MD5OfMessageAttributes, MD5OfMessageSystemAttributes. Undefined without attributes.
 *
 * Recorded: test_send_receive_message, test_receive_message_message_attribute_names_filters.
 */
export function digestOfAttributes(
  attributes: Readonly<Record<string, DigestedAttribute>> | undefined,
): string | undefined {
  const names = attributes ? Object.keys(attributes) : []
  if (!attributes || names.length === 0) return undefined
  const hash = createHash('md5')
  const update = (part: Uint8Array | string): void => {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    hash.update(length).update(bytes)
  }
  for (const name of names.sort()) {
    const attribute = attributes[name]
    if (!attribute) continue
    const { DataType, StringValue = '', BinaryValue } = attribute
    update(name)
    update(DataType)
    hash.update(BinaryValue ? BINARY : STRING)
    update(BinaryValue ?? StringValue)
  }
  return hash.digest('hex')
}
