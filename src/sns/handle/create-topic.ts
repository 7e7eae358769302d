/** `createTopic` and `region.createTopic`. */
import { existingResource, worldOfRegion } from '../../core/handles/look-up.ts'
import { runQuietly } from '../../core/handles/run-quietly.ts'
import { isStale } from '../../core/world/generation.ts'
import { createTopic as createTopicOperation } from '../operations/create-topic.ts'
import { sns } from '../service.ts'
import { toAttributes, type TopicOptions } from './options.ts'
import { Topic } from './topic.ts'

/**
 * Creates an SNS topic. It belongs to the region that this code runs in, to the option `region`, or
 * to the default region. Leaves no record: it belongs to the test's set-up.
 * AWS: https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
 *
 * @throws MisuseError when the name is taken, and for unknown options
 * @example
 * import { createTopic } from 'miniregion'
 *
 * const placed = createTopic('orders-placed')
 * placed.publish({ id: 'o1' })
 */
export function createTopic(name: string, options: TopicOptions = {}): Topic {
  const world = worldOfRegion(options.region, `createTopic('${String(name)}')`)
  world.checkWritable()
  const Attributes = toAttributes(String(name), options)
  const state = world.state(sns)
  const existing = state.topics.get(name)
  if (existing && !isStale(existing, world)) {
    throw existingResource('a topic', name, `region.topic('${name}')`)
  }
  const Tags = Object.entries(options.tags ?? {}).map(([Key, Value]) => ({ Key, Value }))
  runQuietly(world, sns, createTopicOperation, { Name: name, Attributes, Tags })
  const created = state.topics.get(name)
  if (created) state.topics.set(name, { ...created, declared: created })
  return new Topic(world, name)
}
