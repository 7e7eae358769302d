/** Finds the queue that a request is about, and the permission that the request needs. */
import type { Access, World } from '../core/world/world.ts'
import { existingQueue, type SqsState } from './state.ts'
import { arnOf, parseQueueUrl } from './queues/names.ts'
import type { QueueState } from './queues/queue.ts'
import { sqs } from './service.ts'

/** A queue, in the region that its URL names. */
export interface OpenQueue {
  readonly state: SqsState
  readonly world: World
  readonly queue: QueueState
}

/**
 * Returns the queue of a QueueUrl, which may be changed. SDKs send a request to the host in the
 * URL, so a URL of another region in use means that region's queue.
 */
export function openByUrl(state: SqsState, world: World, url: string): OpenQueue {
  const { name, region } = parseQueueUrl(world.options, url)
  if (region === undefined || region === world.options.region || !world.has(region)) {
    return { state, world, queue: existingQueue(state, world, name) }
  }
  const there = world.in(region)
  const stateThere = there.state(sqs)
  return { state: stateThere, world: there, queue: existingQueue(stateThere, there, name) }
}

/** The name of the queue in a QueueUrl. Undefined for text that is not a URL of a queue. */
export const nameInUrl = (url: unknown): string | undefined =>
  typeof url === 'string' ? lastSegment(url.endsWith('/') ? url.slice(0, -1) : url) : undefined

const lastSegment = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** The permission for an action on the queue of `QueueUrl`. */
export const onQueue =
  (action: string) =>
  ({ QueueUrl }: { readonly QueueUrl: string }, world: World): readonly Access[] => [
    { action: `sqs:${action}`, resource: arnOf(world.options, nameInUrl(QueueUrl) ?? '*') },
  ]
