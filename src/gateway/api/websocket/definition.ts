/** Definitions of WebSocket APIs, made from checked options. Immutable, so that forks share them. */
import type { Declared } from '../../../core/world/generation.ts'
import type {
  IamAuthorizerDefinition,
  LambdaAuthorizerDefinition,
} from '../authorizers/definition.ts'
import type { ApiModels, BodyModel } from '../definition.ts'
import type { StageParts } from '../deployments.ts'
import type { SocketDraft } from '../draft/websocket.ts'
import type { HttpProxyDefinition, MappedIntegration } from '../integrations/mapped-integration.ts'
import type { RouteOptions, Throttle, WebSocketGatewayOptions } from '../options.ts'
import type { SelectionExpression } from './selection-expression.ts'

export type SocketIntegration = SocketFunction | SocketMapped | HttpProxyDefinition

export type SocketMapped = MappedIntegration & {
  /** Which of the request templates a message gets. Undefined: that of `application/json`. */
  readonly templateSelection: SelectionExpression | undefined
}

/** Invokes a function. */
export interface SocketFunction {
  readonly type: 'AWS_PROXY'
  /** `name` or `name:qualifier`. In a working copy it may contain `${stageVariables.name}`. */
  readonly function: string
  /** The role that invokes it. Undefined: the function's policy lets the gateway in. */
  readonly role?: string | undefined
  readonly timeoutMs: number
}

export interface SocketRoute {
  /** `$connect`, `$disconnect`, `$default`, or a value of the route selection expression. */
  readonly key: string
  readonly integration: SocketIntegration
  /** Only `$connect` has one. */
  readonly authorizer: LambdaAuthorizerDefinition | IamAuthorizerDefinition | undefined
  readonly apiKeyRequired: boolean
  /** Whether it has a route response: the client then gets the body that the integration returns. */
  readonly returnsResponse: boolean
  /** Undefined for a route that validates no message. */
  readonly models: SocketModels | undefined
  /** The limit of the route itself. */
  readonly throttle: Throttle | undefined
  /** The options, as given. */
  readonly given: RouteOptions
}

/** How a route validates messages. */
export interface SocketModels {
  /** Selects the key of a model. */
  readonly selection: SelectionExpression
  readonly byKey: ReadonlyMap<string, BodyModel>
}

/** What a deployment freezes. */
export interface SocketDefinition {
  /** By route key. */
  readonly routes: ReadonlyMap<string, SocketRoute>
  readonly selection: SelectionExpression
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER'
  readonly models: ApiModels | undefined
  /** Only custom domain names lead to the API. */
  readonly disableExecuteApiEndpoint: boolean
}

/** A frozen copy of an API's definition. */
export interface SocketDeployment {
  readonly id: string
  readonly description: string | undefined
  readonly createdAt: number
  /** Whether a change of the working copy made it, without a call. */
  readonly automatic: boolean
  readonly definition: SocketDefinition
}

export interface SocketStage extends StageParts {
  readonly createdAt: number
  readonly updatedAt: number
  /** What its deployment serves, with the stage's variables. Undefined before the first. */
  readonly definition: SocketDefinition | undefined
}

/** A stage that has a deployment. */
export type ServedSocketStage = SocketStage & { readonly definition: SocketDefinition }

/** Undefined for a stage that does not exist, or to which nothing was deployed yet. */
export function servedSocketStage(api: WebSocketApi, name: string): ServedSocketStage | undefined {
  const stage = api.stages.get(name)
  return stage?.definition && { ...stage, definition: stage.definition }
}

export interface WebSocketApi extends Declared {
  readonly id: string
  readonly name: string
  readonly type: 'websocket'
  /** The stage of the gateway's handle. */
  readonly stage: string
  /** `<id>.execute-api.<region>.amazonaws.com` */
  readonly host: string
  readonly createdAt: number
  /** What `createGateway` received. */
  readonly options: WebSocketGatewayOptions
  /** What the next deployment copies. It serves nobody. */
  readonly working: SocketDefinition
  /** The working copy in AWS's form. Undefined until the control plane reads or makes it. */
  readonly draft: SocketDraft | undefined
  readonly deployments: ReadonlyMap<string, SocketDeployment>
  /** By name. */
  readonly stages: ReadonlyMap<string, SocketStage>
}

export const CONNECT = '$connect'
export const DISCONNECT = '$disconnect'

/** `wss://<id>.execute-api.<region>.amazonaws.com/<stage>` */
export const socketUrl = (host: string, stage: string): string => `wss://${host}/${stage}`
