/** Sends what Lambda leaves behind to a queue, a topic, a bus or a bucket. */
import { parseArn } from '../../core/arn.ts'
import { checkSender, type FunctionSender, type Sender } from '../../core/delivery/sender.ts'
import { MisuseError, UnsupportedError } from '../../core/errors.ts'
import type { MaybePromise } from '../../core/maybe-promise.ts'
import type { OutgoingMessage, Receiver } from '../../core/world/event-source-ports.ts'
import type { World } from '../../core/world/world.ts'

/** The receiver that an ARN names, or undefined if its service is not simulated. */
export const receiverOf = (world: World, arn: string): Receiver | undefined =>
  world.ports.receiver?.(parseArn(arn)?.service ?? '')

/**
 * Throws the receiver's error if it does not take the message.
 *
 * @throws MisuseError when the receiver does not exist: AWS would lose the message
 */
export function sendTo(
  world: World,
  arn: string,
  message: OutgoingMessage,
  sender: () => Sender | undefined,
): MaybePromise<void> {
  const receiver = receiverOf(world, arn)
  if (!receiver) {
    throw new UnsupportedError(
      { service: 'Lambda', parameter: 'DestinationConfig' },
      `Messages to ${arn} are not simulated.`,
    )
  }
  if (receiver.has(arn)) {
    checkSender(world, arn, message.cause, sender)
    return receiver.send(arn, message)
  }
  throw new MisuseError(
    `Lambda had a message for ${arn}, which does not exist.`,
    'a destination or dead-letter queue of the same region',
  )
}

/**
 * Who sends what a function leaves behind. AWS: invocation-async-retain-records.html: the function's
 * execution role. A function without one may send everything.
 */
export function senderOf(world: World, functionName: string): FunctionSender | undefined {
  const role = world.ports.functions.roleOf?.(functionName)
  return role === undefined ? undefined : { functionName, role }
}
