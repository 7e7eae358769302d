/**
 * Miniregion: an AWS region as a plain object in the test process.
 *
 * `createGateway`, `registerFunction` and `Table` belong to the default region. `createRegion`
 * creates an isolated region, and `defineRegion` a fresh one for each test.
 *
 * @packageDocumentation
 */
import { checkNode } from './core/floors.ts'

export {
  configure,
  type ConfigureOptions,
  createRegion,
  defaultRegion,
  type Clock,
  type Coverage,
  type Faults,
  type ListenOptions,
  type Region,
  type RegionOptions,
  type ReportOptions,
  type RegionServer,
  type RegionSnapshot,
  type Trace,
  type TraceNode,
} from './region/index.ts'
export { defineRegion, type RegionApp, type TestWorld } from './region/definition/definition.ts'
export {
  NumberValue,
  Table,
  type AttributeValue,
  type CreateTableInput,
  type DynamoDbOptions,
  type GetOptions,
  type GlobalTableProperties,
  type KeyConditions,
  type Page,
  type PageOptions,
  type QueryOptions,
  type Recipe,
  type ScanOptions,
  type SearchOptions,
  type SearchResult,
  type TableCall,
  type TableFailureOptions,
  type TableFaultOptions,
  type TableInput,
  type TableOperation,
  type TableOptions,
  type TableProperties,
  type TableResource,
  type TableSchema,
  type TableSnapshot,
  type ConflictSide,
  type TableConflict,
  type TableWrite,
  type WriteOptions,
} from './dynamodb/index.ts'
export type {
  EventSourceMapping,
  MappingOptions,
  QueueMappingOptions,
  StreamMappingOptions,
} from './core/world/event-source-ports.ts'
export {
  createStream,
  type KinesisStream,
  type PutOptions,
  type StreamMode,
  type StreamOperation,
  type StreamOptions,
  type StreamRecord,
  type StreamShard,
} from './kinesis/index.ts'
export type {
  DatapointOptions,
  MetricDatapoint,
  MetricName,
  Metrics,
  MetricSpan,
  PutMetricOptions,
} from './cloudwatch/index.ts'
export { createLogGroup, type LogGroupOptions } from './logs/index.ts'
export type {
  LogEvent,
  LogFilter,
  LogFilterOptions,
  LogGroup,
  LogGroupOperation,
  LogSubscriptionOptions,
  MetricFilterOptions,
  PutLogOptions,
} from './core/world/log-ports.ts'
export { createKey, type Key, type KeyOptions } from './kms/index.ts'
export {
  createTopic,
  type PublishedMessage,
  type PublishOptions,
  type SubscribeOptions,
  type SubscriberReference,
  type Topic,
  type TopicMessageRecord,
  type TopicOperation,
  type TopicOptions,
} from './sns/index.ts'
export type { OutgoingRecord } from './core/outgoing.ts'
export type { HttpBackend } from './core/world/backends.ts'
export type { AttributeInput, AttributesInput } from './core/handles/message-input.ts'
export type { DeliveryRecord, DeliveryStatus } from './core/delivery/delivery.ts'
export type { Reaction } from './core/handles/reaction.ts'
export {
  createSecret,
  type Secret,
  type SecretOptions,
  type SecretVersion,
} from './secretsmanager/index.ts'
export {
  createEventBus,
  type BusEvent,
  type EventArchive,
  type EventArchiveOperation,
  type EventArchiveOptions,
  type EventBus,
  type EventBusOperation,
  type EventBusOptions,
  type EventPattern,
  type EventToPut,
  type RuleOptions,
  type RuleTarget,
} from './eventbridge/index.ts'
export {
  createBucket,
  type Bucket,
  type BucketCorsRule,
  type BucketEvent,
  type BucketLifecycleRule,
  type BucketObject,
  type BucketOperation,
  type BucketOptions,
  type BucketWrite,
  type ObjectListOptions,
  type BucketNotificationOptions,
  type BucketNotificationTarget,
  type ObjectContent,
  type ObjectList,
  type ObjectVersion,
  type PutObjectOptions,
  type PutObjectResult,
  type ObjectVersionOption,
  type WebsiteOptions,
  type WebsiteRedirect,
} from './s3/index.ts'
export {
  createSchedule,
  type Schedule,
  type ScheduleOperation,
  type ScheduleOptions,
  type ScheduleRun,
  type ScheduleTarget,
} from './scheduler/index.ts'
export {
  createParameter,
  type Parameter,
  type ParameterOptions,
  type ParameterVersion,
} from './ssm/index.ts'
export {
  type DurableCallback,
  type DurableExecutionRecord,
  type DurableInvoke,
  type DurableStep,
  type DurableWait,
  registerFunction,
  type DestinationRecord,
  type FunctionError,
  type FunctionFaultOptions,
  type FunctionOptions,
  type FunctionUrlOptions,
  type HandlerLoader,
  type InvocationRecord,
  type InvocationStatus,
  type InvocationType,
  type InvokeOptions,
  type LambdaFunction,
  type LambdaHandler,
  type LambdaOptions,
  type LogEntry,
  type StreamingHandler,
} from './lambda/index.ts'
export {
  cognitoAuthorizer,
  createGateway,
  iamAuthorizer,
  jwtAuthorizer,
  lambdaAuthorizer,
  testIssuer,
  type AccessLogEntry,
  type AccessLogOptions,
  type ApiGatewayOptions,
  type ApiKey,
  type AuthorizerUse,
  type CacheOptions,
  type CanaryOptions,
  type ClaimRule,
  type ClientAddress,
  type CognitoAuthorizerOptions,
  type ConnectionTarget,
  type ConnectOptions,
  type CorsOptions,
  type DeployOptions,
  type Gateway,
  type GatewayAuthorizer,
  type GatewayCoverage,
  type GatewayDeployment,
  type GatewayError,
  type GatewayOptions,
  type GatewayResponse,
  type GatewayResponses,
  type GatewayResponseType,
  type HandshakeError,
  type HttpGatewayOptions,
  type IntegrationRecord,
  type IntegrationResponse,
  type JsonSchema,
  type JsonWebKeySet,
  type JwtAuthorizerOptions,
  type JwtIssuer,
  type LambdaAuthorizerOptions,
  type OpenApiDocument,
  type OpenApiOptions,
  type Quota,
  type RequestRecord,
  type RequestValidator,
  type ResponseUse,
  type RestGatewayOptions,
  type RestCorsOptions,
  type RouteCacheOptions,
  type RouteIntegration,
  type RouteOptions,
  type Routes,
  type RouteValue,
  type TestIssuer,
  type TestIssuerOptions,
  type Throttle,
  type TokenAlgorithm,
  type TokenOptions,
  type UsagePlan,
  type WebSocketClient,
  type WebSocketCloseEvent,
  type WebSocketConnection,
  type WebSocketEvent,
  type WebSocketEvents,
  type WebSocketGateway,
  type WebSocketGatewayOptions,
  type WebSocketListener,
  type WebSocketListenerOptions,
  type WebSocketMessageEvent,
  type WebSocketRecord,
  type WebSocketSendOptions,
} from './gateway/index.ts'
export {
  createQueue,
  type DeletableMessage,
  type Queue,
  type QueueMessageRecord,
  type QueueOperation,
  type QueueOptions,
  type QueueReference,
  type ReceiveOptions,
  type SendOptions,
  type SentMessage,
} from './sqs/index.ts'
export {
  type Answer,
  type CommandClass,
  type Received,
  type Stub,
  type StubAnswer,
  type StubCall,
  type StubOptions,
  type When,
} from './stubs/index.ts'
export {
  events,
  type ItemChange,
  type Partly,
  type QueueRecord,
  type StreamData,
  type TopicMessage,
  type WithBody,
} from './events/index.ts'
export { awsError, type AwsErrorOptions } from './core/planned/aws-error.ts'
export { type SdkClient, type SdkConfig } from './sdk/index.ts'
export {
  isMisuseError,
  isServiceError,
  isUnsupportedError,
  MisuseError,
  ServiceError,
  UnsupportedError,
} from './core/errors.ts'
export type { Duration } from './core/time/duration.ts'
export type { FaultEffect, FaultRule, PendingFault } from './core/planned/faults.ts'
export type { CallRecord, JournalRecord } from './core/journal.ts'

checkNode()
