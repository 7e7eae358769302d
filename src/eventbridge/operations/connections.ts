/** CreateConnection, DescribeConnection, UpdateConnection, DeauthorizeConnection, DeleteConnection and ListConnections. */
import type { Access, Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import {
  connectionArn,
  secretNameOf,
  secretTextOf,
  shownParameters,
  stateOf,
  type AuthorizationType,
  type AuthParameters,
  type ConnectionState,
  type StoredConnection,
} from '../connections/connection.ts'
import * as errors from '../errors.ts'
import { CONNECTIONS } from '../limits.ts'
import type { EventBridgeState } from '../state.ts'
import { pageOf, type PageInput } from './page.ts'

interface Names {
  readonly Name: string
}

interface Settings {
  readonly Description?: string
  readonly AuthorizationType?: AuthorizationType
  readonly AuthParameters?: AuthParameters
}

interface Answer {
  readonly ConnectionArn: string
  readonly ConnectionState: ConnectionState
  readonly CreationTime: Date
  readonly LastModifiedTime: Date
  readonly LastAuthorizedTime?: Date
}

/** Private connections (VPC Lattice) are not simulated. */
const PARAMETERS = [
  'AuthorizationType',
  'AuthParameters.BasicAuthParameters',
  'AuthParameters.ApiKeyAuthParameters',
  'AuthParameters.OAuthParameters.ClientParameters',
  'AuthParameters.OAuthParameters.AuthorizationEndpoint',
  'AuthParameters.OAuthParameters.HttpMethod',
  'AuthParameters.OAuthParameters.OAuthHttpParameters',
  'AuthParameters.InvocationHttpParameters',
]

const accessTo =
  (action: string) =>
  ({ Name }: Names, { options }: World): Access[] => [
    { action, resource: connectionArn(options, { name: Name, id: '*' }) },
  ]

export function findConnection({ connections }: EventBridgeState, name: string): StoredConnection {
  const connection = connections.get(name)
  if (!connection) throw errors.connectionNotFound(name)
  return connection
}

const toAnswer = (
  { options }: World,
  connection: StoredConnection,
  state: ConnectionState = stateOf(connection),
): Answer => ({
  ConnectionArn: connectionArn(options, connection),
  ConnectionState: state,
  CreationTime: new Date(connection.createdAt),
  LastModifiedTime: new Date(connection.changedAt),
  LastAuthorizedTime: new Date(connection.authorizedAt),
})

/** Keeps the parameters in the connection's secret, or removes it without any. */
function keepSecret(
  { ports }: World,
  connection: Pick<StoredConnection, 'name' | 'id' | 'auth'>,
): string | undefined {
  const name = secretNameOf(connection)
  const { auth } = connection
  if (auth) return ports.secrets?.keep(name, { text: secretTextOf(auth), owner: 'events' })
  ports.secrets?.remove(name)
  return undefined
}

const WANTED: Readonly<Record<AuthorizationType, keyof AuthParameters>> = {
  BASIC: 'BasicAuthParameters',
  API_KEY: 'ApiKeyAuthParameters',
  OAUTH_CLIENT_CREDENTIALS: 'OAuthParameters',
}

function checkParameters(type: AuthorizationType, auth: AuthParameters): AuthParameters {
  if (auth[WANTED[type]] === undefined) throw errors.authParametersMissing(WANTED[type])
  return auth
}

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateConnection.html */
export const createConnection: Operation<
  EventBridgeState,
  Names &
    Settings &
    Required<Pick<Settings, 'AuthorizationType' | 'AuthParameters'>> & {
      readonly KmsKeyIdentifier?: string
    },
  Omit<Answer, 'LastAuthorizedTime'>
> = defineOperation({
  name: 'CreateConnection',
  // The key changes nothing here.
  handles: ['Name', 'Description', 'KmsKeyIdentifier', ...PARAMETERS],
  access: accessTo('events:CreateConnection'),
  run(state, input, { world }) {
    const { Name: name, Description, AuthorizationType: type, AuthParameters: auth } = input
    if (state.connections.has(name)) throw errors.connectionExists(name)
    checkParameters(type, auth)
    if (state.connections.size >= CONNECTIONS) throw errors.limitExceeded()
    const id = world.ids.uuid('connection')
    const now = world.clock.now()
    const connection: StoredConnection = {
      name,
      id,
      description: Description,
      type,
      auth,
      secretArn: keepSecret(world, { name, id, auth }),
      createdAt: now,
      changedAt: now,
      authorizedAt: now,
    }
    state.connections.set(name, connection)
    const { LastAuthorizedTime: _, ...answer } = toAnswer(world, connection)
    return answer
  },
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateConnection.html */
export const updateConnection: Operation<EventBridgeState, Names & Settings, Answer> =
  defineOperation({
    name: 'UpdateConnection',
    handles: ['Name', 'Description', ...PARAMETERS],
    access: accessTo('events:UpdateConnection'),
    run(state, input, { world }) {
      const connection = findConnection(state, input.Name)
      const type = input.AuthorizationType ?? connection.type
      const auth = input.AuthParameters ?? connection.auth
      if (auth) checkParameters(type, auth)
      const now = world.clock.now()
      const updated: StoredConnection = {
        ...connection,
        type,
        auth,
        description: input.Description ?? connection.description,
        changedAt: now,
        authorizedAt: input.AuthParameters ? now : connection.authorizedAt,
        ...(input.AuthParameters && {
          secretArn: keepSecret(world, { ...connection, auth: input.AuthParameters }),
        }),
      }
      state.connections.set(connection.name, updated)
      state.tokens.delete(connection.id)
      return toAnswer(world, updated)
    },
  })

interface Summary extends Answer {
  readonly Name: string
  readonly AuthorizationType: AuthorizationType
}

const toSummary = (world: World, connection: StoredConnection): Summary => ({
  Name: connection.name,
  AuthorizationType: connection.type,
  ...toAnswer(world, connection),
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeConnection.html */
export const describeConnection: Operation<
  EventBridgeState,
  Names,
  Summary & {
    readonly Description?: string
    readonly SecretArn?: string
    readonly AuthParameters?: object
  }
> = defineOperation({
  name: 'DescribeConnection',
  handles: ['Name'],
  access: accessTo('events:DescribeConnection'),
  run(state, { Name }, { world }) {
    const connection = findConnection(state, Name)
    const { description, auth, secretArn } = connection
    return {
      ...toSummary(world, connection),
      ...(description !== undefined && { Description: description }),
      ...(secretArn !== undefined && { SecretArn: secretArn }),
      ...(auth && { AuthParameters: shownParameters(auth) }),
    }
  },
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeauthorizeConnection.html */
export const deauthorizeConnection: Operation<EventBridgeState, Names, Answer> = defineOperation({
  name: 'DeauthorizeConnection',
  handles: ['Name'],
  access: accessTo('events:DeauthorizeConnection'),
  run(state, { Name }, { world }) {
    const unauthorized = { ...findConnection(state, Name), auth: undefined }
    const connection = {
      ...unauthorized,
      secretArn: keepSecret(world, unauthorized),
      changedAt: world.clock.now(),
    }
    state.connections.set(Name, connection)
    state.tokens.delete(connection.id)
    return toAnswer(world, connection)
  },
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteConnection.html */
export const deleteConnection: Operation<EventBridgeState, Names, Answer> = defineOperation({
  name: 'DeleteConnection',
  handles: ['Name'],
  access: accessTo('events:DeleteConnection'),
  run(state, { Name }, { world }) {
    const connection = findConnection(state, Name)
    state.connections.delete(Name)
    keepSecret(world, { ...connection, auth: undefined })
    state.tokens.delete(connection.id)
    return toAnswer(world, connection, 'DELETING')
  },
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListConnections.html */
export const listConnections: Operation<
  EventBridgeState,
  PageInput & { readonly NamePrefix?: string; readonly ConnectionState?: string },
  { readonly Connections: readonly Summary[]; readonly NextToken?: string }
> = defineOperation({
  name: 'ListConnections',
  handles: ['NamePrefix', 'ConnectionState', 'NextToken', 'Limit'],
  access: (_input, { options }) => [
    {
      action: 'events:ListConnections',
      resource: connectionArn(options, { name: '*', id: '*' }),
    },
  ],
  run({ connections }, input, { world }) {
    const { NamePrefix = '', ConnectionState } = input
    const found = [...connections.values()].filter(
      (connection) =>
        connection.name.startsWith(NamePrefix) &&
        (ConnectionState === undefined || stateOf(connection) === ConnectionState),
    )
    const scope = { operation: 'ListConnections', request: [NamePrefix, ConnectionState] }
    const { items, ...rest } = pageOf(world, found, input, scope)
    return { Connections: items.map((connection) => toSummary(world, connection)), ...rest }
  },
})
