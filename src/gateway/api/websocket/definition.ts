/** Definitions of WebSocket APIs, made from checked options. Immutable, so that forks share them. */
import type { Declared } from '../../../core/world/generation.ts'
import type {
  IamAuthorizerDefinition,
  LambdaAuthorizerDefinition,
} from '../authorizers/definition.ts'
import type { HttpProxyDefinition, MappedIntegration } from '../mapped-integration.ts'
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
}

/** A stage, with the routes that it serves. */
export interface SocketStage {
  readonly name: string
  readonly variables: Readonly<Record<string, string>> | undefined
  readonly routes: ReadonlyMap<string, SocketRoute>
}

export interface WebSocketApi extends Declared {
  readonly id: string
  readonly name: string
  readonly type: 'websocket'
  /** The stage of the gateway's handle. */
  readonly stage: string
  /** `<id>.execute-api.<region>.amazonaws.com` */
  readonly host: string
  /** By name. */
  readonly stages: ReadonlyMap<string, SocketStage>
  /** By route key. The handle's stage serves them at once. */
  readonly routes: ReadonlyMap<string, SocketRoute>
  readonly selection: SelectionExpression
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER'
}

export const CONNECT = '$connect'
export const DISCONNECT = '$disconnect'

/** `wss://<id>.execute-api.<region>.amazonaws.com/<stage>` */
export const socketUrl = (host: string, stage: string): string => `wss://${host}/${stage}`
