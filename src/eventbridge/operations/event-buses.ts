/** CreateEventBus, DescribeEventBus, ListEventBuses, UpdateEventBus and DeleteEventBus. */
import { pairsOfList, toTags } from '../../core/resources/tags.ts'
import type { Access, Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { findBus } from '../find.ts'
import { busArn, busNameOf, DEFAULT_BUS } from '../buses/names.ts'
import * as errors from '../errors.ts'
import { BUSES } from '../limits.ts'
import { newBus, type EventBridgeState, type StoredBus } from '../state.ts'
import { pageOf, type PageInput } from './page.ts'
import { TAGS } from './tag-policy.ts'

interface NameInput {
  readonly Name: string
}

interface CreateInput extends NameInput {
  readonly Description?: string
  readonly KmsKeyIdentifier?: string
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[]
}

const accessTo =
  (action: string) =>
  ({ Name }: { readonly Name?: string }, world: World): Access[] => [
    { action, resource: busArn(world.options, busNameOf(world, Name)) },
  ]

interface CreateOutput {
  readonly EventBusArn: string
  readonly Description?: string
  readonly KmsKeyIdentifier?: string
}

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html */
export const createEventBus: Operation<EventBridgeState, CreateInput, CreateOutput> =
  defineOperation({
    name: 'CreateEventBus',
    // The key changes nothing here; it is kept and shown.
    handles: ['Name', 'Description', 'KmsKeyIdentifier', 'Tags'],
    access: accessTo('events:CreateEventBus'),
    run({ buses }, { Name, Description, KmsKeyIdentifier, Tags = [] }, { world }) {
      if (Name.includes('/')) throw errors.busNameHasSlash()
      if (buses.has(Name)) throw errors.busExists(Name)
      // The default bus does not count.
      if (buses.size > BUSES) throw errors.limitExceeded()
      const members = {
        description: Description,
        kmsKeyId: KmsKeyIdentifier,
        tags: toTags(pairsOfList(Tags), TAGS),
      }
      buses.set(Name, newBus(world, Name, members))
      return {
        EventBusArn: busArn(world.options, Name),
        ...(Description !== undefined && { Description }),
        ...(KmsKeyIdentifier !== undefined && { KmsKeyIdentifier }),
      }
    },
  })

interface BusOutput {
  readonly Name: string
  readonly Arn: string
  readonly Description?: string
  readonly Policy?: string
  readonly CreationTime: Date
  readonly LastModifiedTime: Date
}

const toOutput = ({ options }: World, bus: StoredBus): BusOutput => ({
  Name: bus.name,
  Arn: busArn(options, bus.name),
  ...(bus.description !== undefined && { Description: bus.description }),
  ...(bus.policy && { Policy: JSON.stringify(bus.policy) }),
  CreationTime: new Date(bus.createdAt),
  LastModifiedTime: new Date(bus.changedAt),
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeEventBus.html */
export const describeEventBus: Operation<
  EventBridgeState,
  Partial<NameInput>,
  BusOutput & { readonly KmsKeyIdentifier?: string }
> = defineOperation({
  name: 'DescribeEventBus',
  handles: ['Name'],
  access: accessTo('events:DescribeEventBus'),
  run(state, { Name }, { world }) {
    const bus = findBus(state, world, Name)
    return {
      ...toOutput(world, bus),
      ...(bus.kmsKeyId !== undefined && { KmsKeyIdentifier: bus.kmsKeyId }),
    }
  },
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListEventBuses.html */
export const listEventBuses: Operation<
  EventBridgeState,
  PageInput & { readonly NamePrefix?: string },
  { readonly EventBuses: readonly BusOutput[]; readonly NextToken?: string }
> = defineOperation({
  name: 'ListEventBuses',
  handles: ['NamePrefix', 'NextToken', 'Limit'],
  access: (_input, { options }) => [
    { action: 'events:ListEventBuses', resource: busArn(options, '*') },
  ],
  run({ buses }, input, { world }) {
    const { NamePrefix = '' } = input
    const found = [...buses.values()].filter(({ name }) => name.startsWith(NamePrefix))
    const scope = { operation: 'ListEventBuses', request: [NamePrefix] }
    const { items, ...rest } = pageOf(world, found, input, scope)
    return { EventBuses: items.map((bus) => toOutput(world, bus)), ...rest }
  },
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateEventBus.html */
export const updateEventBus: Operation<
  EventBridgeState,
  Partial<Omit<CreateInput, 'Tags'>>,
  Omit<CreateOutput, 'EventBusArn'> & { readonly Arn: string; readonly Name: string }
> = defineOperation({
  name: 'UpdateEventBus',
  handles: ['Name', 'Description', 'KmsKeyIdentifier'],
  access: accessTo('events:UpdateEventBus'),
  run(state, { Name, Description, KmsKeyIdentifier }, { world }) {
    const bus = findBus(state, world, Name)
    const description = Description ?? bus.description
    const kmsKeyId = KmsKeyIdentifier ?? bus.kmsKeyId
    const changedAt = world.clock.now()
    state.buses.set(bus.name, { ...bus, description, kmsKeyId, changedAt })
    return {
      Arn: busArn(world.options, bus.name),
      Name: bus.name,
      ...(description !== undefined && { Description: description }),
      ...(kmsKeyId !== undefined && { KmsKeyIdentifier: kmsKeyId }),
    }
  },
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteEventBus.html */
export const deleteEventBus: Operation<
  EventBridgeState,
  NameInput,
  Record<never, never>
> = defineOperation({
  name: 'DeleteEventBus',
  handles: ['Name'],
  access: accessTo('events:DeleteEventBus'),
  run({ buses }, { Name }) {
    if (Name === DEFAULT_BUS) throw errors.busUndeletable(Name)
    if ((buses.get(Name)?.rules.size ?? 0) > 0) throw errors.busHasRules()
    buses.delete(Name)
    return {}
  },
})
