/**
 * The working copy of a REST API in AWS's form: what the control plane, imports and exports read and
 * write. Immutable, so that forks share it. Members are those of AWS's API; absent means unset.
 */
import type { Tags } from '../../../core/resources/tags.ts'
import type { GatewayAuthorizer } from '../authorizers/create-authorizers.ts'
import type { ContentHandling, RouteIntegration } from '../integrations/integrations.ts'
import type { GatewayResponse, RouteOptions } from '../options.ts'

export interface RestDraft {
  readonly kind: 'rest'
  readonly description?: string | undefined
  readonly version?: string | undefined
  readonly createdAt: number
  readonly binaryMediaTypes: readonly string[]
  readonly minimumCompressionSize?: number | undefined
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER'
  readonly endpointType: 'EDGE' | 'REGIONAL' | 'PRIVATE'
  readonly vpcEndpointIds: readonly string[]
  /** A policy document as text. */
  readonly policy?: string | undefined
  readonly disableExecuteApiEndpoint: boolean
  readonly tags: Tags
  readonly rootResourceId: string
  readonly resources: ReadonlyMap<string, RestResource>
  readonly authorizers: ReadonlyMap<string, RestAuthorizer>
  readonly models: ReadonlyMap<string, RestModel>
  readonly validators: ReadonlyMap<string, RestValidator>
  /** By type. */
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponse>
}

export interface RestResource {
  readonly id: string
  /** Undefined for the root. */
  readonly parentId: string | undefined
  /** `orders`, `{id}`, `{proxy+}`. `/` for the root. */
  readonly pathPart: string
  readonly path: string
  readonly methods: ReadonlyMap<string, RestMethod>
}

export interface RestMethod {
  readonly httpMethod: string
  readonly authorizationType: string
  readonly authorizerId?: string | undefined
  readonly authorizationScopes?: readonly string[] | undefined
  readonly apiKeyRequired: boolean
  readonly operationName?: string | undefined
  readonly requestValidatorId?: string | undefined
  readonly requestParameters?: Readonly<Record<string, boolean>> | undefined
  readonly requestModels?: Readonly<Record<string, string>> | undefined
  readonly responses: ReadonlyMap<string, RestMethodResponse>
  readonly integration?: RestMethodIntegration | undefined
  /** Options of `createGateway` that AWS's form has elsewhere, or not at all. */
  readonly others?: RouteOptions | undefined
}

export interface RestMethodResponse {
  readonly statusCode: string
  readonly responseParameters?: Readonly<Record<string, boolean>> | undefined
  readonly responseModels?: Readonly<Record<string, string>> | undefined
}

export interface RestMethodIntegration {
  readonly type: 'AWS' | 'AWS_PROXY' | 'HTTP' | 'HTTP_PROXY' | 'MOCK'
  readonly httpMethod?: string | undefined
  readonly uri?: string | undefined
  readonly credentials?: string | undefined
  readonly requestParameters?: Readonly<Record<string, string>> | undefined
  readonly requestTemplates?: Readonly<Record<string, string>> | undefined
  readonly passthroughBehavior: string
  readonly contentHandling?: ContentHandling | undefined
  readonly timeoutInMillis: number
  readonly cacheNamespace?: string | undefined
  readonly cacheKeyParameters: readonly string[]
  readonly responseTransferMode?: 'BUFFERED' | 'STREAM' | undefined
  readonly connectionType?: 'INTERNET' | 'VPC_LINK' | undefined
  /** The id of a VPC link, or a stage variable with one. */
  readonly connectionId?: string | undefined
  readonly tlsConfig?: { readonly insecureSkipVerification?: boolean } | undefined
  readonly responses: ReadonlyMap<string, RestIntegrationResponse>
  /**
   * What `createGateway` received, for the parts that AWS's form cannot hold: a backend that is a
   * function. An edit drops it.
   */
  readonly given?: RouteIntegration | undefined
}

export interface RestIntegrationResponse {
  readonly statusCode: string
  readonly selectionPattern?: string | undefined
  readonly responseParameters?: Readonly<Record<string, string>> | undefined
  readonly responseTemplates?: Readonly<Record<string, string>> | undefined
  readonly contentHandling?: ContentHandling | undefined
}

export interface RestAuthorizer {
  readonly id: string
  readonly name: string
  /** `JWT`: an authorizer that only `createGateway` makes. */
  readonly type: 'TOKEN' | 'REQUEST' | 'COGNITO_USER_POOLS' | 'JWT'
  readonly providerARNs?: readonly string[] | undefined
  readonly authType?: string | undefined
  readonly authorizerUri?: string | undefined
  readonly authorizerCredentials?: string | undefined
  readonly identitySource?: string | undefined
  readonly identityValidationExpression?: string | undefined
  readonly authorizerResultTtlInSeconds: number
  /** What `createGateway` received. An edit drops it. */
  readonly given?: GatewayAuthorizer | undefined
}

export interface RestModel {
  readonly id: string
  readonly name: string
  readonly description?: string | undefined
  readonly contentType: string
  /** A JSON schema, as text. */
  readonly schema?: string | undefined
}

export interface RestValidator {
  readonly id: string
  readonly name?: string | undefined
  readonly validateRequestBody: boolean
  readonly validateRequestParameters: boolean
}
