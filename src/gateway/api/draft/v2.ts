/**
 * The working copies of HTTP and WebSocket APIs in AWS's form: what the control plane, imports and
 * exports read and write. Immutable, so that forks share it. Members have the names of AWS's API;
 * absent means unset. Both kinds have the same resources, and each uses some of their members.
 */
import type { Tags } from '../../../core/resources/tags.ts'
import type { GatewayAuthorizer } from '../authorizers/create-authorizers.ts'
import type { RouteIntegration } from '../integrations/integrations.ts'
import type { RouteOptions } from '../options.ts'

/** What both kinds have. Resources are by id. */
export interface V2Draft {
  readonly description?: string | undefined
  readonly version?: string | undefined
  readonly createdAt: number
  readonly disableExecuteApiEndpoint: boolean
  readonly tags: Tags
  readonly routes: ReadonlyMap<string, V2Route>
  readonly integrations: ReadonlyMap<string, V2Integration>
  readonly authorizers: ReadonlyMap<string, V2Authorizer>
  readonly models: ReadonlyMap<string, V2Model>
}

export interface V2Route {
  readonly RouteId: string
  readonly RouteKey: string
  /** `integrations/<id>` */
  readonly Target?: string | undefined
  readonly AuthorizationType: string
  readonly AuthorizerId?: string | undefined
  readonly AuthorizationScopes?: readonly string[] | undefined
  readonly OperationName?: string | undefined
  readonly ApiKeyRequired?: boolean | undefined
  readonly ModelSelectionExpression?: string | undefined
  /** Names of models, by the keys that the expression selects. */
  readonly RequestModels?: Readonly<Record<string, string>> | undefined
  readonly RequestParameters?: Readonly<Record<string, RequiredParameter>> | undefined
  readonly RouteResponseSelectionExpression?: string | undefined
  /** By id. Only routes of WebSocket APIs have them. */
  readonly responses?: ReadonlyMap<string, RouteResponse> | undefined
  /** Options of `createGateway` that AWS's form has elsewhere, or not at all. */
  readonly others?: RouteOptions | undefined
}

/** Whether a parameter of a route must be present. */
interface RequiredParameter {
  readonly Required?: boolean
}

export interface RouteResponse {
  readonly RouteResponseId: string
  /** AWS supports `$default` alone. */
  readonly RouteResponseKey: string
  readonly ModelSelectionExpression?: string | undefined
  readonly ResponseModels?: Readonly<Record<string, string>> | undefined
  readonly ResponseParameters?: Readonly<Record<string, RequiredParameter>> | undefined
}

export interface V2Integration {
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
  readonly RequestTemplates?: Readonly<Record<string, string>> | undefined
  readonly TemplateSelectionExpression?: string | undefined
  readonly PassthroughBehavior?: string | undefined
  readonly ContentHandlingStrategy?: string | undefined
  /** By id. Only integrations of WebSocket APIs have them. */
  readonly responses?: ReadonlyMap<string, V2IntegrationResponse> | undefined
  /**
   * What `createGateway` received, for the parts that AWS's form cannot hold: a backend that is a
   * function. An edit drops it.
   */
  readonly given?: RouteIntegration | undefined
}

export interface V2IntegrationResponse {
  readonly IntegrationResponseId: string
  /** `$default`, or a pattern between slashes: `/^2\\d\\d$/`. */
  readonly IntegrationResponseKey: string
  readonly ContentHandlingStrategy?: string | undefined
  readonly ResponseParameters?: Readonly<Record<string, string>> | undefined
  readonly ResponseTemplates?: Readonly<Record<string, string>> | undefined
  readonly TemplateSelectionExpression?: string | undefined
}

/** A JSON schema that routes of WebSocket APIs check messages with. */
export interface V2Model {
  readonly ModelId: string
  readonly Name: string
  readonly ContentType?: string | undefined
  readonly Description?: string | undefined
  readonly Schema: string
}

export interface V2Authorizer {
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

/** The id in a route's target, `integrations/abc1234`; empty if it has none. */
export const integrationIdOf = (route: Pick<V2Route, 'Target'> | undefined): string =>
  route?.Target?.replace(/^integrations\//, '') ?? ''
