/**
 * The SDK refuses answers of SQS without the checksums of the sent messages. Fills in those that a
 * stub omits.
 */
import { digestOfBody } from '../protocol/sqs-digests.ts'

// AWS: API_SendMessage.html, MD5OfMessageBody; API_ReceiveMessage.html, MD5OfBody.
const SQS = 'com.amazonaws.sqs'

interface Message {
  readonly Id?: string
  readonly MessageBody?: string
  readonly Body?: string
}
interface Members extends Record<string, unknown> {
  readonly Entries?: readonly Message[]
  readonly MessageBody?: string
  readonly Successful?: readonly Message[]
  readonly Messages?: readonly Message[]
}

const md5 = (text = ''): string => digestOfBody(text)

/** Returns the output, with the checksums that the test did not give. */
export function withChecksums(
  namespace: string,
  operation: string,
  input: unknown,
  output: Record<string, unknown>,
): Record<string, unknown> {
  if (namespace !== SQS) return output
  const { MessageBody, Entries = [] } = input as Members
  const { Successful, Messages } = output as Members
  switch (operation) {
    case 'SendMessage':
      return { MD5OfMessageBody: md5(MessageBody), ...output }
    case 'SendMessageBatch': {
      const bodies = new Map(Entries.map((entry) => [entry.Id, entry.MessageBody]))
      const sent = Successful?.map((entry) => ({
        MD5OfMessageBody: md5(bodies.get(entry.Id)),
        ...entry,
      }))
      return { ...output, Successful: sent }
    }
    case 'ReceiveMessage': {
      const received = Messages?.map((message) => ({ MD5OfBody: md5(message.Body), ...message }))
      return { ...output, Messages: received }
    }
    default:
      return output
  }
}
