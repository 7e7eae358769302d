/** `createEventBus`, and its options. */
import { checkNames } from '../../core/checks.ts'
import { existingResource, worldOfRegion } from '../../core/handles/look-up.ts'
import { resolveWorld } from '../../core/world/context.ts'
import { isStale } from '../../core/world/generation.ts'
import type { World } from '../../core/world/world.ts'
import { eventbridge } from '../service.ts'
import { callFor } from './call.ts'
import { EventBus } from './event-bus.ts'

/**
 * Options of `createEventBus`.
 * AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html
 */
export interface EventBusOptions {
  /** Default: none. */
  readonly description?: string
  /** Default: none. */
  readonly tags?: Readonly<Record<string, string>>
  /** The region that it belongs to. Default: the one that this code runs in. */
  readonly region?: object
}

/**
 * Creates an EventBridge event bus. It belongs to the region that this code runs in, to the option
 * `region`, or to the default region. The bus `default` is there from the start:
 * `region.eventBus('default')`.
 * AWS: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus.html
 *
 * @throws MisuseError when the name is taken, and for names that AWS does not accept
 * @example
 * import { createEventBus } from 'miniregion'
 *
 * const bus = createEventBus('shop')
 * bus.put({ source: 'shop', detailType: 'OrderPlaced', detail: { id: 'o1' } })
 * console.log(bus.events.length) // 1
 */
export const createEventBus = (name: string, options: EventBusOptions = {}): EventBus =>
  createEventBusIn(worldOfRegion(options.region, 'createEventBus()'), name, options)

export function createEventBusIn(
  home: World,
  name: string,
  options: EventBusOptions = {},
): EventBus {
  const world = resolveWorld(home)
  world.checkWritable()
  const caller = `createEventBus('${String(name)}')`
  checkNames(options, caller, ['description', 'tags', 'region'])
  const { buses } = world.state(eventbridge)
  const existing = buses.get(name)
  if (existing) {
    if (name === 'default' || !isStale(existing, world)) {
      throw existingResource('an event bus', name, `region.eventBus('${name}')`)
    }
    buses.delete(name)
  }
  const { description, tags = {} } = options
  callFor(world, caller, 'CreateEventBus', {
    Name: name,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    ...(description !== undefined && { Description: description }),
  })
  const created = buses.get(name)
  if (created) buses.set(name, { ...created, declaredRules: created.rules })
  return new EventBus(world, name)
}
