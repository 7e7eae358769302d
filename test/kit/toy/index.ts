import { worldOfRegion } from '../../../src/core/handles/look-up.ts'
import { writableWorldOf, worldOf } from '../../../src/core/handles/resource-handle.ts'
import {
  ServiceHandle,
  type ServiceHandleDescription,
} from '../../../src/core/handles/service-handle.ts'
import { toReference } from '../../../src/core/resources/reference.ts'
import type { Outcome, ServiceRoom, World } from '../../../src/core/world/world.ts'
import { createTopic, nameOf, publish, TOPIC_ARN } from './operations.ts'
import { toy } from './service.ts'
import { createState, forkState, type Topic, type ToyState } from './state.ts'

const TOPIC: ServiceHandleDescription = {
  kind: 'topic',
  noun: 'a topic',
  arn: TOPIC_ARN,
  service: 'toy',
  operations: ['Publish'],
  open: (world, { name }) => new ToyTopic(world, name),
}

const FUNCTION = {
  kind: 'function',
  noun: 'a function',
  arn: { service: 'lambda', type: 'function', separator: ':', qualifier: ':' },
} as const

export class ToyTopic extends ServiceHandle<'Publish'> {
  constructor(home: World, name: string) {
    super(TOPIC, home, name)
  }

  get messages(): readonly string[] {
    return topicOf(worldOf(this), this.name).messages
  }

  subscribe(fn: unknown): this {
    const world = writableWorldOf(this)
    const option = { world, caller: `${this.name}.subscribe`, option: 'function' }
    const { name } = toReference(fn, [FUNCTION], option)
    const topic = topicOf(world, this.name)
    const subscribers = [...topic.subscribers, name]
    world.state(toy).topics.set(topic.name, { ...topic, subscribers })
    return this
  }
}

function topicOf(world: World, name: string): Topic {
  const topic = world.state(toy).topics.get(name)
  if (!topic) throw new Error(`There is no topic '${name}'.`)
  return topic
}

export function createToyTopic(name: string, options: { readonly region?: object } = {}): ToyTopic {
  const world = worldOfRegion(options.region, 'createToyTopic()')
  world.callSync({
    service: 'toy',
    operation: 'CreateTopic',
    input: { Name: name },
    source: 'service',
  })
  return new ToyTopic(world, name)
}

/** The matcher in the service's description. */
function toHavePublished(topic: ToyTopic, message: string): Outcome {
  return {
    pass: topic.messages.includes(message),
    message: (negated) =>
      `Expected ${topic.name} ${negated ? 'not ' : ''}to have published '${message}'. Published: ${topic.messages.join(', ')}.`,
  }
}

export const room: ServiceRoom<ToyState> = {
  operations: { CreateTopic: createTopic, Publish: publish },
  matchers: { toHavePublished },
  coverage: {
    kinds: { topics: 'topic' },
    defined: ({ topics }) => [...topics.keys()].map((name) => ({ kind: 'topics', name })),
    usedBy: (record) =>
      Reflect.get(record, 'operation') === 'Publish'
        ? [{ kind: 'topics', name: String(Reflect.get(record, 'resource')) }]
        : [],
  },
  resourceOf: (_operation, { Name, TopicArn }: { Name?: string; TopicArn?: string }) =>
    Name ?? (TopicArn === undefined ? undefined : nameOf(TopicArn)),
  createState,
  forkState,
  resetState: ({ topics, pump }) => {
    pump.end()
    for (const [name, topic] of topics) topics.set(name, { ...topic, messages: [] })
  },
  endState: ({ pump }) => pump.end(),
  shiftState: ({ pump }, _world, milliseconds) => pump.shift(milliseconds),
}
