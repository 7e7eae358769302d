/**
 * The working copy of an HTTP API in AWS's form: what the control plane, imports and exports read
 * and write. Immutable, so that forks share it. Members have the names of AWS's API; absent means
 * unset.
 */
import type { Tags } from '../../../core/resources/tags.ts'
import type { GatewayAuthorizer } from '../authorizers/create-authorizers.ts'
import type { RouteIntegration } from '../integrations.ts'
import type { RouteOptions } from '../options.ts'

export interface HttpDraft {
  readonly kind: 'http'
  readonly description?: string | undefined
  readonly version?: string | undefined
  readonly createdAt: number
  readonly cors?: HttpCors | undefined
  readonly disableExecuteApiEndpoint: boolean
  readonly tags: Tags
  /** By id. */
  readonly routes: ReadonlyMap<string, HttpRoute>
  readonly integrations: ReadonlyMap<string, HttpIntegration>
  readonly authorizers: ReadonlyMap<string, HttpAuthorizer>
}

export interface HttpCors {
  readonly AllowOrigins?: readonly string[]
  readonly AllowMethods?: readonly string[]
  readonly AllowHeaders?: readonly string[]
  readonly ExposeHeaders?: readonly string[]
  readonly AllowCredentials?: boolean
  /** In seconds. */
  readonly MaxAge?: number
}

export interface HttpRoute {
  readonly RouteId: string
  readonly RouteKey: string
  /** `integrations/<id>` */
  readonly Target?: string | undefined
  readonly AuthorizationType: string
  readonly AuthorizerId?: string | undefined
  readonly AuthorizationScopes?: readonly string[] | undefined
  readonly OperationName?: string | undefined
  /** Options of `createGateway` that AWS's form has elsewhere, or not at all. */
  readonly others?: RouteOptions | undefined
}

export interface HttpIntegration {
  readonly IntegrationId: string
  readonly IntegrationType: string
  readonly IntegrationSubtype?: string | undefined
  readonly IntegrationUri?: string | undefined
  readonly IntegrationMethod?: string | undefined
  readonly PayloadFormatVersion: string
  readonly TimeoutInMillis: number
  readonly CredentialsArn?: string | undefined
  readonly Description?: string | undefined
  readonly RequestParameters?: Readonly<Record<string, string>> | undefined
  readonly ResponseParameters?:
    Readonly<Record<string, Readonly<Record<string, string>>>> | undefined
  /**
   * What `createGateway` received, for the parts that AWS's form cannot hold: a backend that is a
   * function. An edit drops it.
   */
  readonly given?: RouteIntegration | undefined
}

export interface HttpAuthorizer {
  readonly AuthorizerId: string
  readonly Name: string
  readonly AuthorizerType: 'REQUEST' | 'JWT'
  readonly IdentitySource: readonly string[]
  readonly JwtConfiguration?:
    { readonly Issuer?: string; readonly Audience?: readonly string[] } | undefined
  readonly AuthorizerUri?: string | undefined
  readonly AuthorizerCredentialsArn?: string | undefined
  readonly AuthorizerPayloadFormatVersion?: string | undefined
  readonly AuthorizerResultTtlInSeconds?: number | undefined
  readonly EnableSimpleResponses?: boolean | undefined
  /** What `createGateway` received. An edit drops it. */
  readonly given?: GatewayAuthorizer | undefined
}
