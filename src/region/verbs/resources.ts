/* oxlint-disable typescript/no-explicit-any -- without a type argument an item or event may be anything, as in the SDK's own types */
/* oxlint-disable typescript/no-unsafe-declaration-merging, typescript/no-empty-object-type -- `Region` keeps the promise */
/** The verbs of a region that create resources and look them up, by service. */
import { resolveWorld, runAs } from '../../core/world/context.ts'
import { handleKey, type Handle } from '../../core/handle.ts'
import type { Distribution, DistributionOptions } from '../../cloudfront/index.ts'
import { rooms as cloudfrontRooms } from '../../cloudfront/rooms.ts'
import type { Table, TableInput, TableSchema } from '../../dynamodb/index.ts'
import { rooms as dynamodbRooms } from '../../dynamodb/rooms.ts'
import type { EventBus, EventBusOptions } from '../../eventbridge/index.ts'
import { rooms as eventbridgeRooms } from '../../eventbridge/rooms.ts'
import type {
  createGateway,
  Gateway,
  GatewayOptions,
  Routes,
  TestIssuer,
  TestIssuerOptions,
  WebSocketGateway,
} from '../../gateway/index.ts'
import { rooms as gatewayRooms } from '../../gateway/rooms.ts'
import type {
  ActingPrincipal,
  DenialRecord,
  Role,
  RoleOptions,
  StatementDocument,
} from '../../iam/index.ts'
import { rooms as iamRooms } from '../../iam/rooms.ts'
import type { KinesisStream, StreamOptions } from '../../kinesis/index.ts'
import { rooms as kinesisRooms } from '../../kinesis/rooms.ts'
import type { Key, KeyOptions } from '../../kms/index.ts'
import { rooms as kmsRooms } from '../../kms/rooms.ts'
import type { LambdaFunction, RegisterFunction } from '../../lambda/index.ts'
import { rooms as lambdaRooms } from '../../lambda/rooms.ts'
import type { LogGroup } from '../../core/world/log-ports.ts'
import type { Metrics } from '../../cloudwatch/index.ts'
import { rooms as cloudwatchRooms } from '../../cloudwatch/rooms.ts'
import type { LogGroupOptions } from '../../logs/index.ts'
import { rooms as logsRooms } from '../../logs/rooms.ts'
import type { Bucket, BucketOptions } from '../../s3/index.ts'
import { rooms as s3Rooms } from '../../s3/rooms.ts'
import type { Schedule, ScheduleOptions, ScheduleTarget } from '../../scheduler/index.ts'
import { rooms as schedulerRooms } from '../../scheduler/rooms.ts'
import type { Secret, SecretOptions } from '../../secretsmanager/index.ts'
import { rooms as secretsRooms } from '../../secretsmanager/rooms.ts'
import { createSdkConfig, type SdkConfig } from '../../sdk/index.ts'
import type { createTopic, Topic } from '../../sns/index.ts'
import { rooms as snsRooms } from '../../sns/rooms.ts'
import type { createQueue, Queue } from '../../sqs/index.ts'
import { rooms as sqsRooms } from '../../sqs/rooms.ts'
import type { Parameter, ParameterOptions } from '../../ssm/index.ts'
import { rooms as ssmRooms } from '../../ssm/rooms.ts'
import { RegionUsers } from './users.ts'
import type { RegionWorld } from '../world.ts'

// Makes the class a handle. The subclass keeps the promise. Declared beside the class because a generated declaration file cannot
// contain the computed name.
export interface RegionResources extends Handle<RegionWorld> {}

/** The part of `Region` that speaks of resources. */
export abstract class RegionResources extends RegionUsers {
  abstract readonly name: string
  abstract readonly accountId: string

  /**
   * Creates a table. The same as `new Table(name, schema, { region })`.
   *
   * @throws MisuseError when the table exists
   */
  createTable<Item extends object = Record<string, any>, Key extends object = Partial<Item>>(
    name: string,
    schema: TableSchema<NoInfer<Item>>,
  ): Table<Item, Key>
  /**
   * Creates the table that CreateTable's input describes, or a CloudFormation resource
   * (`AWS::DynamoDB::Table`, `GlobalTable`).
   */
  createTable<Item extends object = Record<string, any>, Key extends object = Partial<Item>>(
    input: TableInput,
  ): Table<Item, Key>
  createTable(nameOrInput: string | TableInput, schema?: TableSchema<any>): Table {
    const { Table } = dynamodbRooms.dynamodb()
    return typeof nameOrInput === 'string'
      ? new Table(nameOrInput, schema!, { region: this })
      : new Table(nameOrInput, { region: this })
  }

  /** Registers a function. The same as `registerFunction` with this region. */
  readonly registerFunction: RegisterFunction = (name: string, handler: any, options?: object) =>
    lambdaRooms.lambda().registerFunctionIn(worldOf(this), name, handler, options) as any

  /** Creates a gateway. The same as `createGateway` with this region. */
  readonly createGateway: typeof createGateway = ((routes: Routes, options?: GatewayOptions) =>
    gatewayRooms
      .gateway()
      .createGateway(routes, { ...options, region: this })) as typeof createGateway

  /** Creates an issuer of tokens. The same as `testIssuer` with this region. */
  testIssuer(options: Omit<TestIssuerOptions, 'region'> = {}): TestIssuer {
    return gatewayRooms.gateway().testIssuerIn(worldOf(this), options)
  }

  /**
   * Returns the gateway with this id, name or ARN, even if an SDK call created it.
   *
   * @throws MisuseError when no gateway has it; the message suggests a similar name
   */
  gateway(idOrName: string): Gateway {
    return gatewayRooms.gateway().openGateway(worldOf(this), idOrName)
  }

  /**
   * Returns the WebSocket API with this id, name or ARN.
   *
   * @throws MisuseError when no gateway has it; the message suggests a similar name
   */
  webSocketGateway(idOrName: string): WebSocketGateway {
    return gatewayRooms.websocket().openSocketGateway(worldOf(this), idOrName)
  }

  /** Creates a key with an alias. The same as `createKey` with this region. */
  createKey(alias: string, options: Omit<KeyOptions, 'region'> = {}): Key {
    return kmsRooms.kms().createKeyIn(worldOf(this), alias, options)
  }

  /**
   * Returns the key with this id, ARN or alias, even if an SDK call created it.
   *
   * @throws MisuseError when no key has it; the message suggests a similar name
   */
  key(idOrAlias: string): Key {
    return kmsRooms.kms().keyHandle(worldOf(this), idOrAlias)
  }

  /** Creates a secret. The same as `createSecret` with this region. */
  createSecret(name: string, value: unknown, options: Omit<SecretOptions, 'region'> = {}): Secret {
    return secretsRooms.secrets().createSecretIn(worldOf(this), name, value, options)
  }

  /**
   * Returns the secret with this name or ARN, even if an SDK call created it.
   *
   * @throws MisuseError when no secret has it; the message suggests a similar name
   */
  secret(nameOrArn: string): Secret {
    return secretsRooms.secrets().secretHandle(worldOf(this), nameOrArn)
  }

  /** Creates a parameter. The same as `createParameter` with this region. */
  createParameter(
    name: string,
    value: string | readonly string[],
    options: Omit<ParameterOptions, 'region'> = {},
  ): Parameter {
    return ssmRooms.ssm().createParameterIn(worldOf(this), name, value, options)
  }

  /**
   * Returns the parameter with this name or ARN, even if an SDK call created it.
   *
   * @throws MisuseError when no parameter has it; the message suggests a similar name
   */
  parameter(nameOrArn: string): Parameter {
    return ssmRooms.ssm().parameterHandle(worldOf(this), nameOrArn)
  }

  /** Creates an event bus. The same as `createEventBus` with this region. */
  createEventBus(name: string, options: Omit<EventBusOptions, 'region'> = {}): EventBus {
    return eventbridgeRooms.eventbridge().createEventBusIn(worldOf(this), name, options)
  }

  /**
   * Returns the event bus with this name or ARN, even if an SDK call created it. The bus `default`
   * is there from the start.
   *
   * @throws MisuseError when no bus has it; the message suggests a similar name
   */
  eventBus(nameOrArn: string): EventBus {
    return eventbridgeRooms.eventbridge().eventBusHandle(worldOf(this), nameOrArn)
  }

  /** Creates a bucket. The same as `createBucket` with this region. */
  createBucket(name: string, options: Omit<BucketOptions, 'region'> = {}): Bucket {
    return s3Rooms.s3().createBucketIn(worldOf(this), name, options)
  }

  /**
   * Returns the bucket with this name or ARN, even if an SDK call created it. It may be in any
   * region of the account.
   *
   * @throws MisuseError when no bucket has it; the message suggests a similar name
   */
  bucket(nameOrArn: string): Bucket {
    return s3Rooms.s3().bucketHandle(worldOf(this), nameOrArn)
  }

  /** Creates a distribution. The same as `createDistribution` with this region. */
  createDistribution(options: Omit<DistributionOptions, 'region'>): Distribution {
    return cloudfrontRooms.cloudfront().createDistributionIn(worldOf(this), options)
  }

  /**
   * Returns the distribution with this name, id, ARN, domain name or alias, even if an SDK call
   * created it.
   *
   * @throws MisuseError when no distribution has it; the message suggests a similar name
   */
  distribution(nameOrId: string): Distribution {
    return cloudfrontRooms.cloudfront().distributionHandle(worldOf(this), nameOrId)
  }

  /** Creates a schedule. The same as `createSchedule` with this region. */
  createSchedule(
    name: string,
    expression: string,
    target: ScheduleTarget,
    options: Omit<ScheduleOptions, 'region'> = {},
  ): Schedule {
    const { createScheduleIn } = schedulerRooms.scheduler()
    return createScheduleIn(worldOf(this), name, expression, target, options)
  }

  /**
   * Returns the schedule with this name or ARN, even if an SDK call created it. Outside the default
   * group the name is `group/name`.
   *
   * @throws MisuseError when no schedule has it; the message suggests a similar name
   */
  schedule(nameOrArn: string): Schedule {
    return schedulerRooms.scheduler().scheduleHandle(worldOf(this), nameOrArn)
  }

  /** Creates a log group. The same as `createLogGroup` with this region. */
  createLogGroup(name: string, options: Omit<LogGroupOptions, 'region'> = {}): LogGroup {
    return logsRooms.logs().createLogGroupIn(worldOf(this), name, options)
  }

  /**
   * Returns the log group with this name or ARN, even if an SDK call or a function created it.
   *
   * @throws MisuseError when there is none and no function writes to it; the message suggests a
   *   similar name
   */
  logGroup(nameOrArn: string): LogGroup {
    return logsRooms.logs().logGroupHandle(worldOf(this), nameOrArn)
  }

  /**
   * Returns the metrics of a namespace: those of the simulated services (`AWS/Lambda`, `AWS/SQS`,
   * ...), and those that code put or logged.
   *
   * @example
   * region.metrics('AWS/Lambda').sum('Errors', { FunctionName: 'place' }) // 0
   */
  metrics(namespace: string): Metrics {
    return cloudwatchRooms.cloudwatch().metricsOfNamespace(worldOf(this), namespace)
  }

  /** Creates a role. The same as `createRole` with this region. */
  createRole(
    name: string,
    statements: readonly StatementDocument[] = [],
    options: Omit<RoleOptions, 'region'> = {},
  ): Role {
    return iamRooms.iam().createRoleIn(worldOf(this), name, statements, options)
  }

  /**
   * Returns the role with this name or ARN, even if an SDK call created it.
   *
   * @throws MisuseError when no role has it; the message suggests a similar name
   */
  role(nameOrArn: string): Role {
    return iamRooms.iam().roleHandle(worldOf(this), nameOrArn)
  }

  /**
   * Calls that the caller's policies, or those of the resources, did not allow; oldest first. Each
   * says which statement decided or is missing, and the smallest one that would allow the call.
   * Empty unless the region has `iam: 'enforce'`.
   */
  get denials(): readonly DenialRecord[] {
    return worldOf(this).journal.of<DenialRecord>('denial')
  }

  /**
   * Acts as a role or user: a session of the role named `test`, or the user. Without `body` it
   * returns the configuration of clients with these credentials. With `body` it runs that, and
   * calls of clients that have no credentials of their own are made as the principal; those of
   * functions keep their roles.
   *
   * @throws MisuseError when neither a role nor a user has the name or ARN
   * @example
   * const client = new DynamoDBClient(region.as(reader).sdk)
   * await region.as(reader, () => placeOrder())
   */
  as(principal: ActingPrincipal): { readonly sdk: SdkConfig }
  as<Result>(principal: ActingPrincipal, body: () => Result): Result
  as<Result>(
    principal: ActingPrincipal,
    body?: () => Result,
  ): Result | { readonly sdk: SdkConfig } {
    const world = worldOf(this)
    world.checkWritable()
    const { accessKeyId, secretAccessKey, sessionToken } = iamRooms
      .iam()
      .credentialsFor(world, principal)
    if (body === undefined)
      return {
        sdk: {
          ...createSdkConfig(this[handleKey].home),
          credentials: { accessKeyId, secretAccessKey, sessionToken },
        },
      }
    return runAs(world, { accessKeyId, sessionToken }, body)
  }

  /** Creates a Kinesis data stream. The same as `createStream` with this region. */
  createStream(name: string, options: Omit<StreamOptions, 'region'> = {}): KinesisStream {
    return kinesisRooms.kinesis().createStreamIn(worldOf(this), name, options)
  }

  /**
   * Returns the stream with this name or ARN, even if an SDK call created it.
   *
   * @throws MisuseError when no stream has it; the message suggests a similar name
   */
  stream(nameOrArn: string): KinesisStream {
    return kinesisRooms.kinesis().streamHandle(worldOf(this), nameOrArn)
  }

  /** Creates a queue. The same as `createQueue` with this region. */
  readonly createQueue: typeof createQueue = (name, options) =>
    sqsRooms.sqs().createQueue(name, { ...options, region: this })

  /** Creates a topic. The same as `createTopic` with this region. */
  readonly createTopic: typeof createTopic = (name, options) =>
    snsRooms.sns().createTopic(name, { ...options, region: this })

  /**
   * Returns the topic with this name or ARN, even if an SDK call created it.
   *
   * @throws MisuseError when no topic has it; the message suggests a similar name
   */
  topic(nameOrArn: string): Topic {
    return snsRooms.sns().topicHandle(worldOf(this), nameOrArn)
  }

  /**
   * Returns the table with this name or ARN, even if an SDK call created it.
   *
   * @throws MisuseError when no table has it; the message suggests a similar name
   */
  table<Item extends object = Record<string, any>, Key extends object = Partial<Item>>(
    nameOrArn: string,
  ): Table<Item, Key> {
    return dynamodbRooms.dynamodb().openTable<Item, Key>(worldOf(this), nameOrArn)
  }

  /**
   * Returns the function with this name or ARN.
   *
   * @throws MisuseError when no function has it; the message suggests a similar name
   */
  function<Event = any, Result = any>(nameOrArn: string): LambdaFunction<Event, Result> {
    return lambdaRooms.lambda().functionHandle<Event, Result>(worldOf(this), nameOrArn)
  }

  /**
   * Returns the queue with this name, ARN or URL, even if an SDK call created it.
   *
   * @throws MisuseError when no queue has it; the message suggests a similar name
   */
  queue(nameOrArn: string): Queue {
    return sqsRooms.sqs().queueHandle(worldOf(this), nameOrArn)
  }
}

const worldOf = (region: RegionResources): RegionWorld => resolveWorld(region[handleKey].home)
