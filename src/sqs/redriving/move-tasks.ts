/**
 * Message move tasks: they take the messages of a dead-letter queue to where they came from. A
 * running task belongs to its world, like a running invocation: a fork has none.
 *
 * AWS: API_StartMessageMoveTask.html.
 */
import type { Timer } from '../../core/time/clock.ts'
import type { World } from '../../core/world/world.ts'
import type { Message } from '../messages/message.ts'
import { nameInArn } from '../queues/names.ts'
import type { MoveTask } from '../queues/move-task.ts'
import type { QueueState } from '../queues/queue.ts'
import { openQueue, type SqsState } from '../state.ts'
import { redriveMessage, targetOf } from './redrive.ts'

// AWS: at most 500 messages per second; without a limit SQS chooses the rate itself.
const PER_SECOND = 500

/** Starts a task. It moves its first messages after this code. */
export function startMoveTask(state: SqsState, world: World, task: MoveTask): void {
  const endWork = world.work.begin(() => `the move task from ${task.sourceArn}`)
  let timer: Timer | undefined
  const finish = (status: MoveTask['status'], failureReason?: string): void => {
    task.status = status
    task.failureReason = failureReason
    task.stop = undefined
    world.clock.cancel(timer)
    endWork()
  }
  const step = (): void => {
    const result = moveSome(state, world, task)
    if (result === 'more') timer = world.clock.schedule(1000, step, 'work')
    else if (result === 'done') finish('COMPLETED')
    // Recorded: test_sqs_move_task...: the reason of a deleted destination.
    else finish('FAILED', 'AWS.SimpleQueueService.NonExistentQueue')
  }
  task.stop = () => finish('CANCELLED')
  timer = world.clock.schedule(0, step, 'work')
}

/** Moves the messages of one second. */
function moveSome(state: SqsState, world: World, task: MoveTask): 'more' | 'done' | 'failed' {
  const name = nameInArn(world.options, task.sourceArn)
  const source = name === undefined ? undefined : openQueue(state, world, name)
  if (!source) return 'failed'
  const most = task.perSecond ?? PER_SECOND
  const messages = messagesOf(source, task, most + 1)
  for (const message of messages.slice(0, most)) {
    const target = targetOf(state, world, message, task.destinationArn)
    if (!target) return 'failed'
    redriveMessage(state, world, message, source, target)
    task.moved++
  }
  return messages.length > most ? 'more' : 'done'
}

/** The messages that were there at the start; later dead letters stay. */
function messagesOf({ store }: QueueState, { lastNumber }: MoveTask, most: number): Message[] {
  const found: Message[] = []
  for (const message of store.messages) {
    if (message.number > lastNumber || found.length === most) break
    if (message.state === 'visible') found.push(message)
  }
  return found
}
