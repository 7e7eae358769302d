/** `queue.seed(...)`: messages that belong to the test's set-up. */
import { isServiceError, MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { messageTooLong, missingParameter } from '../errors.ts'
import { MessageText } from '../messages/message-text.ts'
import { sequenceNumberOf } from '../messages/sequence-number.ts'
import type { QueueState } from '../queues/queue.ts'
import { add, checkMessage, type Outgoing } from '../sending/send.ts'
import { timeIn } from '../state.ts'
import { MessageStore } from '../storage/message-store.ts'
import { toSendRequest, type SendOptions } from './send-options.ts'

/** Checks every message, then adds them: to the queue, and to what `reset` returns to. */
export function seedQueue(
  world: World,
  queue: QueueState,
  bodies: Iterable<unknown>,
  options: SendOptions,
): void {
  const outgoing = Array.from(bodies, (body, index) => check(queue, body, options, index))
  const { isFifo } = queue.definition
  const seeds = queue.seeds?.store.fork() ?? new MessageStore(isFifo)
  for (const one of outgoing) {
    const message = add(world, queue, one, world.journal.root)
    const number = seeds.nextNumber
    const sequenceNumber = isFifo ? sequenceNumberOf(number) : undefined
    seeds.add({ ...message, number, sequenceNumber })
  }
  queue.seeds = { store: seeds, at: timeIn(queue, world) }
}

function check(queue: QueueState, body: unknown, options: SendOptions, index: number): Outgoing {
  const { name, settings } = queue.definition
  const caller = `${name}.seed, message ${index}`
  const request = toSendRequest(body, options, caller)
  try {
    const outgoing = checkMessage(queue, request, new MessageText(request.MessageBody), () =>
      missingParameter('MessageGroupId'),
    )
    if (outgoing.bytes > settings.maximumBytes) throw messageTooLong(settings.maximumBytes)
    return outgoing
  } catch (error) {
    if (!isServiceError(error)) throw error
    throw new MisuseError(`${caller}: ${error.message}`)
  }
}
