/**
 * API Gateway as a client of its URLs sees it: HTTP APIs (payload 2.0 and 1.0), REST APIs and
 * WebSocket APIs (websocket/).
 * Simulates: routing, events, responses, errors, CORS, authorizers of all kinds, throttles; in REST
 * APIs request validators and models, gateway responses, usage plans, caches, integrations with mapping
 * templates; in HTTP APIs HTTP backends, services and parameter mappings.
 * Does not simulate, and throws UnsupportedError for: parts of the control plane.
 * State: APIs with deployments and stages, the authorizers' cache and WebSocket connections, in
 * `World.state(gateway)`. Each request is a journal record.
 */
export { room } from './room.ts'
export type { GatewayState } from './api/state.ts'
export { createGateway, openGateway } from './create-gateway.ts'
export { Gateway } from './gateway.ts'
export {
  cognitoAuthorizer,
  iamAuthorizer,
  lambdaAuthorizer,
} from './api/authorizers/create-authorizers.ts'
export { jwtAuthorizer } from './api/authorizers/jwt-authorizer.ts'
export type {
  CognitoAuthorizer,
  CognitoAuthorizerOptions,
  FunctionTarget,
  GatewayAuthorizer,
  IamAuthorizer,
  LambdaAuthorizer,
  LambdaAuthorizerOptions,
  UserPoolTarget,
} from './api/authorizers/create-authorizers.ts'
export type {
  ClaimRule,
  IssuerTarget,
  JsonWebKeySet,
  JwtAuthorizer,
  JwtAuthorizerOptions,
  JwtIssuer,
} from './api/authorizers/jwt-authorizer.ts'
export type { TokenAlgorithm } from './api/issuer.ts'
export { TestIssuer, testIssuer, testIssuerIn } from './test-issuer.ts'
export type { TestIssuerOptions, TokenOptions } from './test-issuer.ts'
export type { AccessLogOptions } from './api/access-log.ts'
export type { ClientAddress } from './messages/client.ts'
export type {
  ApiKey,
  CacheOptions,
  CanaryOptions,
  CorsOptions,
  DeployOptions,
  GatewayDeployment,
  GatewayOptions,
  GatewayResponse,
  GatewayResponses,
  HttpGatewayOptions,
  JsonSchema,
  Quota,
  RegionReference,
  RequestValidator,
  RestGatewayOptions,
  RestCorsOptions,
  RouteCacheOptions,
  RouteOptions,
  Routes,
  RouteValue,
  Throttle,
  UsagePlan,
  WebSocketGatewayOptions,
} from './api/options.ts'
export type { ApiGatewayOptions } from './region-options.ts'
export type { GatewayResponseType } from './api/gateway-response-types.ts'
export type {
  ConnectionTarget,
  ConnectOptions,
  HandshakeError,
  Upgrade,
  WebSocketClient,
  WebSocketCloseEvent,
  WebSocketConnection,
  WebSocketEvent,
  WebSocketEvents,
  WebSocketGateway,
  WebSocketListener,
  WebSocketListenerOptions,
  WebSocketMessageEvent,
  WebSocketRecord,
  WebSocketSendOptions,
} from './websocket/index.ts'
export type { IntegrationResponse, RouteIntegration } from './api/integrations/integrations.ts'
export type { OpenApiGatewayOptions } from './openapi/import-gateway.ts'
export type { BasePathMode } from './openapi/base-path.ts'
export type { SkippedPart } from './openapi/warnings.ts'
export type { AuthorizerUse, GatewayCoverage, ResponseUse } from './reference/coverage.ts'
export type { OpenApiDocument, OpenApiOptions } from './reference/openapi.ts'
export type { FetchInit, FetchInput } from './fetch-input.ts'
export type { HeaderEntry, HeaderList } from './messages/header-list.ts'
export { recordOfResponse, RequestRecord } from './exchange/record.ts'
export { untilAborted } from './exchange/until-aborted.ts'
export type {
  AccessLogEntry,
  AuthorizerOutcome,
  GatewayError,
  GatewayReference,
} from './exchange/record.ts'
export type { IntegrationRecord } from './exchange/integration-record.ts'
export {
  fetchRoute,
  findGateway,
  findSocketGateway,
  fromWebRequest,
  handleExecuteApi,
  handleRequest,
} from './execute-api.ts'
export { toTargetParts } from './fetch-input.ts'
export { gatewayTarget } from './gateway-target.ts'
export type { LiveBody } from './messages/live-body.ts'
export type { GatewayRequest } from './messages/request.ts'
