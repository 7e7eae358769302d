/** The dead letters of buses and schedules: SQS messages that say why they are dead. */
import type { MaybePromise } from '../maybe-promise.ts'
import type { MessageAttribute, OutgoingMessage } from '../world/event-source-ports.ts'
import type { World } from '../world/world.ts'
import type { DeadLetter } from './delivery.ts'
import { checkSender } from './sender.ts'
import { targetMissing, type TargetMessage } from './target.ts'

/** Leaves a dead letter in a queue, if there is one. */
export function sendDeadLetter(
  world: World,
  queue: string | undefined,
  letter: DeadLetter,
  {
    body,
    attributes,
    sender,
  }: Pick<OutgoingMessage, 'body' | 'attributes'> & Pick<TargetMessage, 'sender'>,
): MaybePromise<void> {
  if (queue === undefined) return undefined
  const receiver = world.ports.receiver?.('sqs')
  if (!receiver?.has(queue)) throw targetMissing(queue)
  checkSender(world, queue, letter.record, sender)
  return receiver.send(queue, {
    body,
    attributes: { ...attributes, ...whyDead(letter) },
    cause: letter.record,
  })
}

export const textAttribute = (value: string): MessageAttribute => ({
  DataType: 'String',
  StringValue: value,
})

const CONDITIONS: Readonly<Record<DeadLetter['reason'], string | undefined>> = {
  rejected: undefined,
  retriesExhausted: 'MaximumRetryAttempts',
  tooOld: 'MaximumEventAgeInSeconds',
}

/** Unverified: the types of the attributes. */
function whyDead({ error, reason, record }: DeadLetter): Record<string, MessageAttribute> {
  const condition = CONDITIONS[reason]
  return {
    ERROR_MESSAGE: textAttribute(error instanceof Error && error.message ? error.message : '-'),
    ...(condition && { EXHAUSTED_RETRY_CONDITION: textAttribute(condition) }),
    RETRY_ATTEMPTS: {
      DataType: 'Number',
      StringValue: String(Math.max(0, record.attempt - 1)),
    },
  }
}
