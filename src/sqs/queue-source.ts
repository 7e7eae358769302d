/** Queues for the other services: event source mappings read them, and services leave messages there. */
import { andThen } from '../core/maybe-promise.ts'
import type {
  OutgoingMessage,
  QueueMessage,
  QueueSource,
  Receiver,
} from '../core/world/event-source-ports.ts'
import type { World } from '../core/world/world.ts'
import { digestOfAttributes } from '../protocol/sqs-digests.ts'
import { announce } from './announce.ts'
import type { Message } from './messages/message.ts'
import { nameInArn, urlOf } from './queues/names.ts'
import type { QueueState } from './queues/queue.ts'
import { systemAttributesOf } from './receiving/describe-message.ts'
import { deleteByHandle } from './receiving/receipts.ts'
import { receiveMessages } from './receiving/receive.ts'
import { sqs } from './service.ts'
import { openQueue } from './state.ts'

function openByArn(world: World, arn: string): QueueState | undefined {
  const name = nameInArn(world.options, arn)
  return name === undefined ? undefined : openQueue(world.state(sqs), world, name)
}

/** Event source mappings poll a queue without records of calls: the invocations are the records. */
export const queueSource = (world: World): QueueSource => ({
  find(queueArn) {
    const definition = openByArn(world, queueArn)?.definition
    if (!definition) return undefined
    const { isFifo, settings } = definition
    return {
      isFifo,
      visibilityTimeoutMs: settings.visibilityMs,
      hasDeadLetterQueue: settings.redrive !== undefined,
    }
  },
  receive(queueArn, max) {
    const queue = openByArn(world, queueArn)
    if (!queue) return []
    const request = { max, visibilityMs: undefined }
    const messages = receiveMessages(world.state(sqs), world, queue, request)
    return messages.map((message) => toQueueMessage(queue, message))
  },
  delete(queueArn, receiptHandles) {
    const queue = openByArn(world, queueArn)
    if (!queue) return
    for (const handle of receiptHandles) deleteByHandle(queue, handle)
    if (queue.definition.isFifo) announce(world.state(sqs), world, queue.definition.name)
  },
  nextVisibleAt(queueArn) {
    const queue = openByArn(world, queueArn)
    const at = queue?.store.nextVisibleAt
    return queue && at !== undefined ? at + queue.offset : undefined
  },
})

/** Recorded: test_lambda_integration_sqs: every attribute. */
function toQueueMessage(queue: QueueState, message: Message): QueueMessage {
  const { content, receiptHandle = '' } = message
  return {
    MessageId: content.id,
    ReceiptHandle: receiptHandle,
    Body: content.body,
    MD5OfBody: content.md5,
    MD5OfMessageAttributes: digestOfAttributes(content.attributes),
    Attributes: systemAttributesOf(queue, message),
    MessageAttributes: content.attributes,
    cause: content.cause,
  }
}

/** Queues as dead-letter queues, destinations and targets. A delivery is a SendMessage of its own. */
export const queueReceiver = (world: World): Receiver => ({
  has(arn) {
    const name = nameInArn(world.options, arn)
    return name !== undefined && world.state(sqs).queues.has(name)
  },
  send(arn, { body, attributes, groupId, deduplicationId, cause }: OutgoingMessage) {
    const name = nameInArn(world.options, arn) ?? arn
    const sent = world.call({
      service: sqs.id,
      operation: 'SendMessage',
      input: {
        QueueUrl: urlOf(world.options, name),
        MessageBody: body,
        ...(attributes && { MessageAttributes: attributes }),
        ...(groupId !== undefined && { MessageGroupId: groupId }),
        ...(deduplicationId !== undefined && { MessageDeduplicationId: deduplicationId }),
      },
      source: 'service',
      cause,
    })
    return andThen(sent, undefined, () => undefined)
  },
})
