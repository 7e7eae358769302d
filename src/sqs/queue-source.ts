/** Queues for event source mappings, which read them. */
import type { QueueMessage, QueueSource } from '../core/world/event-source-ports.ts'
import type { World } from '../core/world/world.ts'
import { digestOfAttributes } from '../protocol/sqs-digests.ts'
import { announce } from './announce.ts'
import type { Message } from './messages/message.ts'
import { nameInArn } from './queues/names.ts'
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
    Body: content.text.body,
    MD5OfBody: content.text.md5,
    MD5OfMessageAttributes: digestOfAttributes(content.attributes),
    Attributes: systemAttributesOf(queue, message),
    MessageAttributes: content.attributes,
    cause: content.cause,
  }
}
