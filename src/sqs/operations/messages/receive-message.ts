import type { Operation } from '../../../core/world/world.ts'
import { toWireJson } from '../../../protocol/wire-json.ts'
import { onQueue, openByUrl, type OpenQueue } from '../../access.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { invalidParameter } from '../../errors.ts'
import { MAX_RECEIVED, MAX_VISIBILITY_SECONDS, MAX_WAIT_SECONDS } from '../../limits.ts'
import type { Message } from '../../messages/message.ts'
import {
  checkSystemAttributeNames,
  describeMessage,
  type ReceivedMessage,
  type Shown,
} from '../../receiving/describe-message.ts'
import { receiveMessages } from '../../receiving/receive.ts'
import { openQueue, type SqsState } from '../../state.ts'

interface Input {
  readonly QueueUrl: string
  readonly AttributeNames?: readonly string[]
  readonly MessageSystemAttributeNames?: readonly string[]
  readonly MessageAttributeNames?: readonly string[]
  readonly MaxNumberOfMessages?: number
  readonly VisibilityTimeout?: number
  readonly WaitTimeSeconds?: number
  readonly ReceiveRequestAttemptId?: string
}

interface Output {
  readonly Messages?: readonly ReceivedMessage[]
}

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
export const receiveMessage: Operation<SqsState, Input, Output> = defineOperation({
  name: 'ReceiveMessage',
  handles: [
    'QueueUrl',
    'AttributeNames',
    'MessageSystemAttributeNames',
    'MessageAttributeNames',
    'MaxNumberOfMessages',
    'VisibilityTimeout',
    'WaitTimeSeconds',
    'ReceiveRequestAttemptId',
  ],
  access: onQueue('ReceiveMessage'),
  print: (output) => JSON.stringify(hasBytes(output) ? toWireJson(output) : output),
  run(own, input: Input, context) {
    const open = openByUrl(own, context.world, input.QueueUrl)
    check(input, open)
    const shown: Shown = {
      system: new Set([
        ...(input.AttributeNames ?? []),
        ...(input.MessageSystemAttributeNames ?? []),
      ]),
      attributes: input.MessageAttributeNames ?? [],
    }
    const request = {
      max: input.MaxNumberOfMessages ?? 1,
      visibilityMs:
        input.VisibilityTimeout === undefined ? undefined : input.VisibilityTimeout * 1000,
      attemptId: input.ReceiveRequestAttemptId,
    }
    const answer = (messages: readonly Message[]): Output =>
      // Recorded: sqs-002: no key without messages.
      messages.length > 0
        ? { Messages: messages.map((message) => describeMessage(open.queue, message, shown)) }
        : {}
    const { state, world, queue } = open
    const messages = receiveMessages(state, world, queue, request)
    const { name, settings } = queue.definition
    const waitMs =
      input.WaitTimeSeconds === undefined ? settings.waitMs : input.WaitTimeSeconds * 1000
    if (messages.length > 0 || waitMs === 0) return answer(messages)
    return state.polls
      .wait({
        world,
        queue: name,
        milliseconds: waitMs,
        signal: context.signal,
        attempt() {
          const current = openQueue(state, world, name)
          const found = current ? receiveMessages(state, world, current, request) : []
          return found.length > 0 ? found : undefined
        },
        nextVisibleAt() {
          const current = openQueue(state, world, name)
          const at = current?.store.nextVisibleAt
          return current && at !== undefined ? at + current.offset : undefined
        },
      })
      .then((late) => answer(late ?? []))
  },
})

const hasBytes = ({ Messages = [] }: Output): boolean =>
  Messages.some(
    ({ MessageAttributes }) =>
      MessageAttributes &&
      Object.values(MessageAttributes).some(({ BinaryValue }) => BinaryValue !== undefined),
  )

const isWithin = (value: number, min: number, max: number): boolean =>
  Number.isInteger(value) && value >= min && value <= max

function check(input: Input, { queue }: OpenQueue): void {
  const { MaxNumberOfMessages: most, WaitTimeSeconds: wait, VisibilityTimeout: timeout } = input
  // Recorded: sqs-003, test_wait_time_seconds_... Unverified: the words for VisibilityTimeout.
  if (most !== undefined && !isWithin(most, 1, MAX_RECEIVED)) {
    const range = `Must be between 1 and ${MAX_RECEIVED}, if provided.`
    throw invalidParameter(most, 'MaxNumberOfMessages', range)
  }
  if (wait !== undefined && !isWithin(wait, 0, MAX_WAIT_SECONDS)) {
    const range = `Must be >= 0 and <= ${MAX_WAIT_SECONDS}, if provided.`
    throw invalidParameter(wait, 'WaitTimeSeconds', range)
  }
  if (timeout !== undefined && !isWithin(timeout, 0, MAX_VISIBILITY_SECONDS)) {
    const range = `Must be >= 0 and <= ${MAX_VISIBILITY_SECONDS}, if provided.`
    throw invalidParameter(timeout, 'VisibilityTimeout', range)
  }
  checkSystemAttributeNames([
    ...(input.AttributeNames ?? []),
    ...(input.MessageSystemAttributeNames ?? []),
  ])
  checkAttemptId(input.ReceiveRequestAttemptId, queue.definition.isFifo)
}

/** AWS: API_ReceiveMessage.html, ReceiveRequestAttemptId. Unverified: the wordings. */
function checkAttemptId(id: string | undefined, isFifo: boolean): void {
  if (id === undefined) return
  if (!isFifo) {
    throw invalidParameter(
      id,
      'ReceiveRequestAttemptId',
      'The request include parameter that is not valid for this queue type.',
    )
  }
  if (!/^[!-~]{1,128}$/.test(id)) {
    throw invalidParameter(
      id,
      'ReceiveRequestAttemptId',
      'ReceiveRequestAttemptId can only include alphanumeric and punctuation characters. 1 to 128 in length.',
    )
  }
}
