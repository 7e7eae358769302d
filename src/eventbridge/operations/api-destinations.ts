/** CreateApiDestination, DescribeApiDestination, UpdateApiDestination, DeleteApiDestination and ListApiDestinations. */
import type { Access, Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { destinationArn, type StoredApiDestination } from '../connections/api-destination.ts'
import { connectionArn, connectionInArn, stateOf } from '../connections/connection.ts'
import * as errors from '../errors.ts'
import { API_DESTINATIONS, CALLS_PER_SECOND } from '../limits.ts'
import type { EventBridgeState } from '../state.ts'
import { findConnection } from './connections.ts'
import { pageOf, type PageInput } from './page.ts'

interface Names {
  readonly Name: string
}

interface Settings {
  readonly Description?: string
  readonly ConnectionArn?: string
  readonly InvocationEndpoint?: string
  readonly HttpMethod?: string
  readonly InvocationRateLimitPerSecond?: number
}

interface Answer {
  readonly ApiDestinationArn: string
  readonly ApiDestinationState: 'ACTIVE' | 'INACTIVE'
  readonly CreationTime: Date
  readonly LastModifiedTime: Date
}

const SETTINGS = [
  'Name',
  'Description',
  'ConnectionArn',
  'InvocationEndpoint',
  'HttpMethod',
  'InvocationRateLimitPerSecond',
]

const accessTo =
  (action: string) =>
  ({ Name }: Names, { options }: World): Access[] => [
    { action, resource: destinationArn(options, { name: Name, id: '*' }) },
  ]

function findDestination(
  { apiDestinations }: EventBridgeState,
  name: string,
): StoredApiDestination {
  const destination = apiDestinations.get(name)
  if (!destination) throw errors.apiDestinationNotFound(name)
  return destination
}

function toAnswer(
  { connections }: EventBridgeState,
  { options }: World,
  destination: StoredApiDestination,
): Answer {
  const connection = connections.get(destination.connection)
  const isActive = connection !== undefined && stateOf(connection) === 'AUTHORIZED'
  return {
    ApiDestinationArn: destinationArn(options, destination),
    ApiDestinationState: isActive ? 'ACTIVE' : 'INACTIVE',
    CreationTime: new Date(destination.createdAt),
    LastModifiedTime: new Date(destination.changedAt),
  }
}

/** Returns the name of the connection that a request names by its ARN. */
function connectionOf(state: EventBridgeState, arn: string): string {
  const name = connectionInArn(arn) ?? ''
  return findConnection(state, name).name
}

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateApiDestination.html */
export const createApiDestination: Operation<
  EventBridgeState,
  Names &
    Settings &
    Required<Pick<Settings, 'ConnectionArn' | 'InvocationEndpoint' | 'HttpMethod'>>,
  Answer
> = defineOperation({
  name: 'CreateApiDestination',
  handles: SETTINGS,
  access: accessTo('events:CreateApiDestination'),
  run(state, input, { world }) {
    const { Name: name, InvocationRateLimitPerSecond = CALLS_PER_SECOND } = input
    if (state.apiDestinations.has(name)) throw errors.apiDestinationExists(name)
    const connection = connectionOf(state, input.ConnectionArn)
    if (state.apiDestinations.size >= API_DESTINATIONS) throw errors.limitExceeded()
    const now = world.clock.now()
    const destination: StoredApiDestination = {
      name,
      id: world.ids.uuid('api-destination'),
      description: input.Description,
      connection,
      endpoint: input.InvocationEndpoint,
      method: input.HttpMethod,
      perSecond: InvocationRateLimitPerSecond,
      createdAt: now,
      changedAt: now,
    }
    state.apiDestinations.set(name, destination)
    return toAnswer(state, world, destination)
  },
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateApiDestination.html */
export const updateApiDestination: Operation<EventBridgeState, Names & Settings, Answer> =
  defineOperation({
    name: 'UpdateApiDestination',
    handles: SETTINGS,
    access: accessTo('events:UpdateApiDestination'),
    run(state, input, { world }) {
      const destination = findDestination(state, input.Name)
      const { ConnectionArn } = input
      const updated: StoredApiDestination = {
        ...destination,
        description: input.Description ?? destination.description,
        connection:
          ConnectionArn === undefined ? destination.connection : connectionOf(state, ConnectionArn),
        endpoint: input.InvocationEndpoint ?? destination.endpoint,
        method: input.HttpMethod ?? destination.method,
        perSecond: input.InvocationRateLimitPerSecond ?? destination.perSecond,
        changedAt: world.clock.now(),
      }
      state.apiDestinations.set(destination.name, updated)
      return toAnswer(state, world, updated)
    },
  })

interface Summary extends Answer {
  readonly Name: string
  readonly ConnectionArn: string
  readonly InvocationEndpoint: string
  readonly HttpMethod: string
  readonly InvocationRateLimitPerSecond: number
}

function toSummary(
  state: EventBridgeState,
  world: World,
  destination: StoredApiDestination,
): Summary {
  const { connection: name } = destination
  // Unverified: the ARN of a connection that was deleted.
  const connection = state.connections.get(name) ?? { name, id: '' }
  return {
    Name: destination.name,
    ...toAnswer(state, world, destination),
    ConnectionArn: connectionArn(world.options, connection),
    InvocationEndpoint: destination.endpoint,
    HttpMethod: destination.method,
    InvocationRateLimitPerSecond: destination.perSecond,
  }
}

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeApiDestination.html */
export const describeApiDestination: Operation<
  EventBridgeState,
  Names,
  Summary & { readonly Description?: string }
> = defineOperation({
  name: 'DescribeApiDestination',
  handles: ['Name'],
  access: accessTo('events:DescribeApiDestination'),
  run(state, { Name }, { world }) {
    const destination = findDestination(state, Name)
    const { description } = destination
    return {
      ...toSummary(state, world, destination),
      ...(description !== undefined && { Description: description }),
    }
  },
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteApiDestination.html */
export const deleteApiDestination: Operation<
  EventBridgeState,
  Names,
  Record<never, never>
> = defineOperation({
  name: 'DeleteApiDestination',
  handles: ['Name'],
  access: accessTo('events:DeleteApiDestination'),
  run(state, { Name }) {
    state.apiDestinations.delete(findDestination(state, Name).name)
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListApiDestinations.html */
export const listApiDestinations: Operation<
  EventBridgeState,
  PageInput & { readonly NamePrefix?: string; readonly ConnectionArn?: string },
  { readonly ApiDestinations: readonly Summary[]; readonly NextToken?: string }
> = defineOperation({
  name: 'ListApiDestinations',
  handles: ['NamePrefix', 'ConnectionArn', 'NextToken', 'Limit'],
  access: (_input, { options }) => [
    {
      action: 'events:ListApiDestinations',
      resource: destinationArn(options, { name: '*', id: '*' }),
    },
  ],
  run(state, input, { world }) {
    const { NamePrefix = '', ConnectionArn } = input
    const connection = ConnectionArn === undefined ? undefined : connectionInArn(ConnectionArn)
    const found = [...state.apiDestinations.values()].filter(
      (destination) =>
        destination.name.startsWith(NamePrefix) &&
        (connection === undefined || destination.connection === connection),
    )
    const scope = { operation: 'ListApiDestinations', request: [NamePrefix, ConnectionArn] }
    const { items, ...rest } = pageOf(world, found, input, scope)
    return { ApiDestinations: items.map((each) => toSummary(state, world, each)), ...rest }
  },
})
