/** Queues for the services that leave messages there. Each delivery is a SendMessage of its own. */
import type { LateText, Text } from '../core/late-text.ts'
import { andThen } from '../core/maybe-promise.ts'
import type { OutgoingMessage, Receiver } from '../core/world/event-source-ports.ts'
import type { CallContext, World } from '../core/world/world.ts'
import { digestOfAttributes } from '../protocol/sqs-digests.ts'
import { announce } from './announce.ts'
import { messageTooLong, missingParameter } from './errors.ts'
import { MessageText } from './messages/message-text.ts'
import { nameInArn, urlOf } from './queues/names.ts'
import type { SendRequest } from './sending/checks.ts'
import { addOnce, checkMessage } from './sending/send.ts'
import { sqs } from './service.ts'
import { existingQueue, type SqsState } from './state.ts'

interface Address {
  readonly name: string
  readonly arn: string
  readonly url: string
}

export function queueReceiver(world: World): Receiver {
  let scope = world.options
  const addresses = new Map<string, Address>()
  const addressIn = (arn: string): Address | undefined => {
    // The test may still configure the region.
    if (scope !== world.options) addresses.clear()
    scope = world.options
    const known = addresses.get(arn)
    if (known) return known
    const name = nameInArn(scope, arn)
    if (name === undefined) return undefined
    const address = { name, arn, url: urlOf(scope, name) }
    addresses.set(arn, address)
    return address
  }
  return {
    has(arn) {
      const address = addressIn(arn)
      return address !== undefined && world.state(sqs).queues.has(address.name)
    },
    send(arn, message) {
      const address = addressIn(arn) ?? { name: arn, arn, url: urlOf(scope, arn) }
      const sent = world.call({
        service: sqs.id,
        operation: 'SendMessage',
        input: toInput(address.url, message),
        source: 'service',
        cause: message.cause,
        run: (state: SqsState, input: SendRequest, context: CallContext) =>
          add(state, address, input, message.body, context),
      })
      return andThen(sent, undefined, () => undefined)
    },
  }
}

/** The input of a message whose text is made when somebody reads it. */
class LateInput {
  readonly QueueUrl: string
  readonly #body: LateText

  constructor(QueueUrl: string, body: LateText) {
    this.QueueUrl = QueueUrl
    this.#body = body
    Object.defineProperty(this, 'MessageBody', LateInput.#member)
  }

  /** One for all inputs: a getter of each input's own would cost as much as the message. */
  static readonly #member: PropertyDescriptor = {
    enumerable: true,
    configurable: true,
    get(this: LateInput): string {
      return this.#body.text
    },
  }
}

/** The input, as the record shows it. */
function toInput(
  QueueUrl: string,
  { body, attributes, groupId, deduplicationId }: OutgoingMessage,
): object {
  const input: object =
    typeof body === 'string' ? { QueueUrl, MessageBody: body } : new LateInput(QueueUrl, body)
  const others = input as Record<string, unknown>
  if (attributes) others['MessageAttributes'] = attributes
  if (groupId !== undefined) others['MessageGroupId'] = groupId
  if (deduplicationId !== undefined) others['MessageDeduplicationId'] = deduplicationId
  return input
}

/** SendMessage, without a digest of the body: the sending service compares none. */
function add(
  state: SqsState,
  { name, arn }: Address,
  input: SendRequest,
  body: Text,
  { world, record }: CallContext,
): object {
  const queue = existingQueue(state, world, name)
  const text = new MessageText(body)
  const outgoing = checkMessage(queue, input, text, missingGroup)
  const { maximumBytes } = queue.definition.settings
  if (outgoing.bytes > maximumBytes) throw messageTooLong(maximumBytes)
  const { messageId, sequenceNumber } = addOnce(world, queue, outgoing, record)
  announce(state, world, name, arn)
  const answer = new Receipt(messageId, text)
  const digest = digestOfAttributes(outgoing.attributes)
  if (digest !== undefined) Object.assign(answer, { MD5OfMessageAttributes: digest })
  if (queue.definition.isFifo) Object.assign(answer, { SequenceNumber: sequenceNumber })
  return answer
}

/** A class, because the digest is made only for somebody who looks at the record. */
class Receipt {
  readonly MessageId: string
  readonly #text: MessageText

  constructor(messageId: string, text: MessageText) {
    this.MessageId = messageId
    this.#text = text
  }

  get MD5OfMessageBody(): string {
    return this.#text.md5
  }
}

const missingGroup = (): Error => missingParameter('MessageGroupId')
