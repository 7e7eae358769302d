import type { Operation } from '../../../core/world/world.ts'
import { onQueue, openByUrl } from '../../access.ts'
import { announce } from '../../announce.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { toObject, withBytes } from '../../api/json.ts'
import { messageTooLong, missingParameter } from '../../errors.ts'
import { MessageText } from '../../messages/message-text.ts'
import type { SendRequest } from '../../sending/checks.ts'
import { checkMessage, sendMessage as send, type SendAnswer } from '../../sending/send.ts'
import type { SqsState } from '../../state.ts'

interface Input extends SendRequest {
  readonly QueueUrl: string
}

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export const sendMessage: Operation<SqsState, Input, SendAnswer> = defineOperation({
  name: 'SendMessage',
  handles: [
    'QueueUrl',
    'MessageBody',
    'DelaySeconds',
    'MessageAttributes',
    'MessageSystemAttributes',
    'MessageDeduplicationId',
    'MessageGroupId',
  ],
  access: onQueue('SendMessage'),
  parse: (body) => withBytes<Input>(toObject(body)),
  run(own, input: Input, context) {
    const { state, world, queue } = openByUrl(own, context.world, input.QueueUrl)
    const { settings, name } = queue.definition
    // Recorded: sqs-fifo-3.
    const outgoing = checkMessage(queue, input, new MessageText(input.MessageBody), () =>
      missingParameter('MessageGroupId'),
    )
    if (outgoing.bytes > settings.maximumBytes) throw messageTooLong(settings.maximumBytes)
    const answer = send(world, queue, outgoing, context.record, context.traceHeader)
    announce(state, world, name)
    return answer
  },
})
