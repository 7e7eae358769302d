import type { Access, Operation, World } from '../../../src/core/world/world.ts'
import { buildArn } from '../../../src/core/resources/arn-form.ts'
import { modelOf, operationsOf } from '../../../src/model/index.ts'
import { sourceOfModel } from '../../../src/model/model.fixture.ts'
import { toyOptions } from './service.ts'
import type { ToyState } from './state.ts'

const model = modelOf(sourceOfModel('sns'))
const defineOperation = operationsOf('Toy', model)

export const TOPIC_ARN = { service: 'sns' } as const

const on = (action: string, resource: string): readonly Access[] => [{ action, resource }]

export const createTopic: Operation<ToyState, { Name: string }, { TopicArn: string }> =
  defineOperation({
    name: 'CreateTopic',
    handles: ['Name'],
    access: ({ Name }, world) => on('sns:CreateTopic', buildArn(TOPIC_ARN, world.options, Name)),
    run({ topics }, { Name }, { world }) {
      if (!topics.has(Name)) topics.set(Name, { name: Name, subscribers: [], messages: [] })
      return { TopicArn: buildArn(TOPIC_ARN, world.options, Name) }
    },
  })

export const publish: Operation<
  ToyState,
  { TopicArn?: string; Message: string },
  { MessageId: string }
> = defineOperation({
  name: 'Publish',
  handles: ['TopicArn', 'Message'],
  access: ({ TopicArn = '*' }) => on('sns:Publish', TopicArn),
  run(state, { TopicArn = '', Message }, { world, record }) {
    const topic = state.topics.get(nameOf(TopicArn))
    if (!topic) throw model.error('NotFoundException', 'Topic does not exist')
    state.topics.set(topic.name, { ...topic, messages: [...topic.messages, Message] })
    for (const name of topic.subscribers) deliver(world, state, name, Message, record)
    return { MessageId: world.ids.uuid('message') }
  },
})

export const nameOf = (arn: string): string => arn.split(':').at(-1) ?? ''

function deliver(
  world: World,
  { pump }: ToyState,
  name: string,
  message: string,
  cause: Parameters<World['ports']['functions']['invoke']>[0]['cause'],
): void {
  pump.deliver({
    to: name,
    causedBy: cause,
    retry: { delays: Array.from({ length: toyOptions.of(world).attempts - 1 }, () => 60_000) },
    attempt: () =>
      world.ports.functions.invoke({
        function: name,
        event: { message },
        type: 'RequestResponse',
        cause,
      }),
    outcomeOf: (run) =>
      run?.unobservedError
        ? { status: 'failed', why: run.unobservedError.errorMessage }
        : { status: 'delivered' },
  })
}
