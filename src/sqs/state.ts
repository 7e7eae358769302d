/** SQS's state in one region. */
import { CopyOnWriteMap } from '../core/collections/copy-on-write-map.ts'
import type { World } from '../core/world/world.ts'
import { queueDoesNotExist } from './errors.ts'
import { forkQueue, resetQueue, type QueueState } from './queues/queue.ts'
import type { MoveTask } from './queues/move-task.ts'
import { LongPolls } from './storage/long-polls.ts'

export interface SqsState {
  /** A token: queues with another owner are shared with a fork, and copied before a change. */
  owner: object
  readonly queues: CopyOnWriteMap<string, QueueState>
  /** When queues were deleted, by name. */
  readonly deletions: Map<string, number>
  /** Receives that wait for a message. A fork begins without. */
  readonly polls: LongPolls
  /** Message move tasks, the newest first. */
  readonly tasks: MoveTask[]
}

export const createState = (): SqsState => ({
  owner: {},
  queues: new CopyOnWriteMap(),
  deletions: new Map(),
  polls: new LongPolls(),
  tasks: [],
})

/** Shares all queues until one side changes one. */
export function forkState(state: SqsState): SqsState {
  state.owner = {}
  return {
    owner: {},
    queues: state.queues.fork(),
    deletions: new Map(state.deletions),
    polls: new LongPolls(),
    tasks: state.tasks.filter(({ stop }) => !stop),
  }
}

export function resetState(state: SqsState, { clock }: World): void {
  state.deletions.clear()
  state.tasks.length = 0
  for (const [name, queue] of [...state.queues]) {
    state.queues.set(name, resetQueue(queue, state.owner, clock.now()))
  }
}

/** Follows the clock to another date. */
export function shiftState(state: SqsState, _world: World, milliseconds: number): void {
  for (const name of [...state.queues.keys()]) {
    const queue = writableQueue(state, name)
    if (queue) queue.offset += milliseconds
  }
  for (const [name, at] of state.deletions) state.deletions.set(name, at + milliseconds)
}

export function endState(state: SqsState, world: World): void {
  state.polls.end(world)
  for (const { stop } of state.tasks) stop?.()
}

/** Returns a queue that may be changed, or undefined. */
function writableQueue(state: SqsState, name: string): QueueState | undefined {
  const queue = state.queues.get(name)
  if (!queue || queue.owner === state.owner) return queue
  const copy = forkQueue(queue, state.owner)
  state.queues.set(name, copy)
  return copy
}

/** A queue's time. */
export const timeIn = ({ offset }: QueueState, { clock }: World): number => clock.now() - offset

/** Returns a queue in which everything that is due has happened, or undefined. It may be changed. */
export function openQueue(state: SqsState, world: World, name: string): QueueState | undefined {
  const queue = writableQueue(state, name)
  queue?.store.settle(timeIn(queue, world), queue.definition.settings.retentionMs)
  return queue
}

/** The same for reading, which does not copy a queue that nothing happened to. */
export function readQueue(state: SqsState, world: World, name: string): QueueState | undefined {
  const queue = state.queues.get(name)
  const isDue = queue?.store.isDue(timeIn(queue, world), queue.definition.settings.retentionMs)
  return isDue ? openQueue(state, world, name) : queue
}

/** Returns a queue that may be changed, or throws AWS's error. */
export function existingQueue(state: SqsState, world: World, name: string): QueueState {
  const queue = openQueue(state, world, name)
  if (!queue) throw queueDoesNotExist()
  return queue
}
