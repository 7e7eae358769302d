import type { Operation } from '../../../core/world/world.ts'
import { onQueue, openByUrl } from '../../access.ts'
import { announce } from '../../announce.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { toObject, withBytes } from '../../api/json.ts'
import { batchTooLong, entryTooLong, invalidValue } from '../../errors.ts'
import { MAX_MESSAGE_BYTES } from '../../limits.ts'
import { MessageText } from '../../messages/message-text.ts'
import { bytesOfAttributes } from '../../sending/attributes.ts'
import type { SendRequest } from '../../sending/checks.ts'
import { checkMessage, sendMessage, type SendAnswer } from '../../sending/send.ts'
import type { SqsState } from '../../state.ts'
import { checkEntries, runEntries, type BatchAnswer, type BatchEntry } from './batch.ts'

interface Entry extends BatchEntry, SendRequest {}

interface Input {
  readonly QueueUrl: string
  readonly Entries: readonly Entry[]
}

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
export const sendMessageBatch: Operation<
  SqsState,
  Input,
  BatchAnswer<SendAnswer>
> = defineOperation({
  name: 'SendMessageBatch',
  handles: ['QueueUrl', 'Entries'],
  access: onQueue('SendMessage'),
  parse(body) {
    const input = toObject<Input>(body)
    return Array.isArray(input.Entries)
      ? { ...input, Entries: input.Entries.map((entry) => withBytes(entry)) }
      : input
  },
  run(own, { QueueUrl, Entries }: Input, context) {
    const { state, world, queue } = openByUrl(own, context.world, QueueUrl)
    const { settings, name, isFifo } = queue.definition
    checkEntries(Entries, 'SendMessageBatch')
    const bytes = Entries.reduce((sum, entry) => sum + bytesOf(entry), 0)
    if (bytes > MAX_MESSAGE_BYTES) throw batchTooLong(bytes)
    // Recorded: sqs-fifo-4: the whole request fails.
    if (isFifo && Entries.some(({ MessageGroupId }) => MessageGroupId === undefined)) {
      throw missingGroup()
    }
    const answer = runEntries(Entries, (entry) => {
      const outgoing = checkMessage(queue, entry, new MessageText(entry.MessageBody), missingGroup)
      // Recorded: test_send_message_batch_with_oversized_contents_with_updated_maximum_message_size.
      if (outgoing.bytes > settings.maximumBytes) throw entryTooLong(settings.maximumBytes)
      return sendMessage(world, queue, outgoing, context.record, context.traceHeader)
    })
    announce(state, world, name)
    return answer
  },
})

const missingGroup = (): Error =>
  invalidValue('The request must contain the parameter MessageGroupId.')

/** Before any check of the attributes: those of other types add nothing. */
const bytesOf = ({ MessageBody, MessageAttributes = {} }: Entry): number => {
  const attributes = Object.entries(MessageAttributes).map(([attribute, given]) => {
    const { DataType = '', StringValue, BinaryValue } = given
    return [
      attribute,
      {
        DataType,
        ...(StringValue !== undefined && { StringValue }),
        ...(BinaryValue !== undefined && { BinaryValue }),
      },
    ] as const
  })
  return Buffer.byteLength(MessageBody) + bytesOfAttributes(Object.fromEntries(attributes))
}
