/**
 * Definitions of gateways as a stage serves them, made from checked options. Immutable, so that
 * forks share them.
 */
import type { Declared } from '../../core/world/generation.ts'
import type { AuthorizerDefinition } from './authorizers/definition.ts'
import type { GatewayAuthorizer } from './authorizers/create-authorizers.ts'
import type { HttpProxyDefinition, MappedIntegration } from './mapped-integration.ts'
import type { ApiKey, CorsOptions } from './options.ts'
import type { Router } from './router.ts'

export interface FunctionIntegration {
  readonly type: 'AWS_PROXY'
  /** `name` or `name:qualifier`. In a working copy it may contain `${stageVariables.name}`. */
  readonly function: string
  readonly payloadFormatVersion: '1.0' | '2.0'
  readonly timeoutMs: number
  /** REST APIs: whether every request fails before the function is called. */
  readonly broken: boolean
}

export interface RouteDefinition {
  /** `GET /orders/{id}` or `$default`. */
  readonly key: string
  readonly method: string
  readonly path: string
  /** REST APIs: the id of the resource at this path. */
  readonly resourceId: string
  readonly integration: FunctionIntegration | MappedIntegration | HttpProxyDefinition
  readonly authorizer: AuthorizerDefinition | undefined
  readonly scopes: readonly string[]
  readonly apiKeyRequired: boolean
}

interface CommonDefinition extends Declared {
  readonly id: string
  readonly name: string
  readonly stage: string
  /** Empty in a working copy. */
  readonly deploymentId: string
  /** Whether these are the requests of a canary. Undefined for a stage without one. */
  readonly isCanary: boolean | undefined
  readonly stageVariables: Readonly<Record<string, string>> | undefined
  /** `<id>.execute-api.<region>.amazonaws.com` */
  readonly host: string
  /** Without a trailing slash. Ends with the stage unless that is `$default`. */
  readonly url: string
  /** By route key. */
  readonly routes: ReadonlyMap<string, RouteDefinition>
  /** By the authorizer that the user passed: routes that share one share its cache. */
  readonly authorizers: ReadonlyMap<GatewayAuthorizer, AuthorizerDefinition>
  readonly router: Router<RouteDefinition>
}

export interface HttpApi extends CommonDefinition {
  readonly type: 'http'
  readonly cors: CorsOptions | undefined
  readonly payloadFormatVersion: '1.0' | '2.0'
}

export interface RestApi extends CommonDefinition {
  readonly type: 'rest'
  readonly endpointType: 'EDGE' | 'REGIONAL'
  readonly binaryMediaTypes: readonly string[]
  readonly apiKeys: readonly (Required<ApiKey> & { readonly id: string })[]
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER'
}

export type ApiDefinition = HttpApi | RestApi
