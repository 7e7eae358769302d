/** `createQueue` and `region.createQueue`. */
import { existingResource, worldOfRegion } from '../../core/handles/look-up.ts'
import { isStale } from '../../core/world/generation.ts'
import { createQueue as createQueueOperation } from '../operations/queues/create-queue.ts'
import { sqs } from '../service.ts'
import { toAttributes, type QueueOptions } from './options.ts'
import { Queue } from './queue.ts'
import { runQuietly } from '../../core/handles/run-quietly.ts'

/**
 * Creates an SQS queue. It belongs to the region that this code runs in, to the option `region`, or
 * to the default region. Leaves no record: it belongs to the test's set-up.
 * AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
 *
 * @throws MisuseError when the name is taken, and for unknown options
 * @example
 * import { createQueue } from 'miniregion'
 *
 * const dead = createQueue('jobs-dead')
 * const jobs = createQueue('jobs', { deadLetterQueue: { queue: dead, maxReceiveCount: 3 } })
 * jobs.send({ id: 1 })
 */
export function createQueue(name: string, options: QueueOptions = {}): Queue {
  const caller = `createQueue('${String(name)}')`
  const world = worldOfRegion(options.region, caller)
  world.checkWritable()
  const Attributes = toAttributes(world, String(name), options)
  const existing = world.state(sqs).queues.get(name)?.definition
  if (existing && !isStale(existing, world)) {
    throw existingResource('a queue', name, `region.queue('${name}')`)
  }
  const tags = options.tags && { tags: options.tags }
  runQuietly(world, sqs, createQueueOperation, { QueueName: name, Attributes, ...tags })
  return new Queue(world, name)
}
