/* eslint-disable @typescript-eslint/no-explicit-any -- without a type argument an item or event may be anything, as in the SDK's own types */
/* eslint-disable @typescript-eslint/no-unsafe-declaration-merging, @typescript-eslint/no-empty-object-type -- the static block below keeps the promise */
import { inspect } from 'node:util'
import { resolveWorld, runInWorld, runningWorld } from '../core/world/context.ts'
import { MisuseError, type UnsupportedError as Refusal } from '../core/errors.ts'
import { handleKey, type Handle, type HandleIdentity } from '../core/handle.ts'
import type { OutgoingRecord } from '../core/outgoing.ts'
import { idle, type IdleOptions } from '../core/time/idle.ts'
import type { Table, TableInput, TableSchema } from '../dynamodb/index.ts'
import { rooms as dynamodbRooms } from '../dynamodb/rooms.ts'
import type { createGateway } from '../gateway/index.ts'
import { rooms as gatewayRooms } from '../gateway/rooms.ts'
import type { EventBus, EventBusOptions } from '../eventbridge/index.ts'
import { rooms as eventbridgeRooms } from '../eventbridge/rooms.ts'
import type { KinesisStream, StreamOptions } from '../kinesis/index.ts'
import type { Key, KeyOptions } from '../kms/index.ts'
import { rooms as kmsRooms } from '../kms/rooms.ts'
import type { Secret, SecretOptions } from '../secretsmanager/index.ts'
import { rooms as secretsRooms } from '../secretsmanager/rooms.ts'
import type { Parameter, ParameterOptions } from '../ssm/index.ts'
import { rooms as ssmRooms } from '../ssm/rooms.ts'
import { rooms as kinesisRooms } from '../kinesis/rooms.ts'
import type { LambdaFunction, RegisterFunction } from '../lambda/index.ts'
import { rooms as lambdaRooms } from '../lambda/rooms.ts'
import { adoptClient, createSdkConfig, type SdkClient, type SdkConfig } from '../sdk/index.ts'
import type { createTopic, Topic } from '../sns/index.ts'
import { rooms as snsRooms } from '../sns/rooms.ts'
import type { createQueue, Queue } from '../sqs/index.ts'
import { rooms as sqsRooms } from '../sqs/rooms.ts'
import type { CommandClass, Stub, StubAnswer, StubOptions } from '../stubs/index.ts'
import { rooms as stubsRooms } from '../stubs/rooms.ts'
import { RegionAccount } from './account.ts'
import { Clock } from './clock.ts'
import type { Coverage } from './coverage.ts'
import { Faults } from './faults.ts'
import type { RegionServer } from './listen/listen.ts'
import type { ListenOptions } from './listen/options.ts'
import { checkRegionName, toWorldOptions, type RegionOptions } from './options.ts'
import { rooms } from './rooms.ts'
import { openSnapshot, takeSnapshot, type RegionSnapshot } from './snapshot.ts'
import type { Trace } from './trace/trace.ts'
import type { RegionWorld } from './world.ts'

// Makes the class a handle. Declared beside the class because a generated declaration file cannot
// contain the computed name.
export interface Region extends Handle<RegionWorld> {}

/**
 * An AWS region as a plain object: tables, functions and gateways, the SDK config that reaches
 * them, time, faults and the record of what happened. Two regions share nothing. Garbage collection
 * is the teardown.
 *
 * @example
 * ```ts
 * const region = createRegion()
 * const orders = region.createTable('orders', { partitionKey: 'id' })
 * const client = new DynamoDBClient(region.sdk)
 * ```
 */
export class Region {
  static {
    Object.defineProperty(this.prototype, handleKey, {
      get(this: Region): HandleIdentity<Region, RegionWorld> {
        return {
          kind: 'region',
          home: this.#home(),
          withWorld: (world) => new Region(world),
        }
      },
    })
    Object.defineProperty(this.prototype, inspect.custom, {
      value(this: Region): string {
        return `Region '${this.name}' (${this.accountId})`
      },
    })
  }

  readonly #home: () => RegionWorld
  #sdk: SdkConfig | undefined
  #clock: Clock | undefined
  #faults: Faults | undefined

  /** Created by `createRegion`, `region.fork` and `defineRegion`. */
  constructor(home: RegionWorld | (() => RegionWorld)) {
    this.#home = typeof home === 'function' ? home : () => home
  }

  /** The world that this handle means here: its own, or the running fork of it. */
  get #world(): RegionWorld {
    return resolveWorld(this.#home())
  }

  /** The region's AWS name: `us-east-1`. */
  get name(): string {
    return this.#home().options.region
  }

  get accountId(): string {
    return this.#home().options.accountId
  }

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
    lambdaRooms.lambda().registerFunctionIn(this.#world, name, handler, options) as any

  /** Creates a gateway. The same as `createGateway` with this region. */
  readonly createGateway: typeof createGateway = (routes: any, options?: object) =>
    gatewayRooms.gateway().createGateway(routes, { ...options, region: this })

  /** Creates a key with an alias. The same as `createKey` with this region. */
  createKey(alias: string, options: Omit<KeyOptions, 'region'> = {}): Key {
    return kmsRooms.kms().createKeyIn(this.#world, alias, options)
  }

  /**
   * Returns the key with this id, ARN or alias, even if an SDK call created it.
   *
   * @throws MisuseError when no key has it; the message suggests a similar name
   */
  key(idOrAlias: string): Key {
    return kmsRooms.kms().keyHandle(this.#world, idOrAlias)
  }

  /** Creates a secret. The same as `createSecret` with this region. */
  createSecret(name: string, value: unknown, options: Omit<SecretOptions, 'region'> = {}): Secret {
    return secretsRooms.secrets().createSecretIn(this.#world, name, value, options)
  }

  /**
   * Returns the secret with this name or ARN, even if an SDK call created it.
   *
   * @throws MisuseError when no secret has it; the message suggests a similar name
   */
  secret(nameOrArn: string): Secret {
    return secretsRooms.secrets().secretHandle(this.#world, nameOrArn)
  }

  /** Creates a parameter. The same as `createParameter` with this region. */
  createParameter(
    name: string,
    value: string | readonly string[],
    options: Omit<ParameterOptions, 'region'> = {},
  ): Parameter {
    return ssmRooms.ssm().createParameterIn(this.#world, name, value, options)
  }

  /**
   * Returns the parameter with this name or ARN, even if an SDK call created it.
   *
   * @throws MisuseError when no parameter has it; the message suggests a similar name
   */
  parameter(nameOrArn: string): Parameter {
    return ssmRooms.ssm().parameterHandle(this.#world, nameOrArn)
  }

  /** Creates an event bus. The same as `createEventBus` with this region. */
  createEventBus(name: string, options: Omit<EventBusOptions, 'region'> = {}): EventBus {
    return eventbridgeRooms.eventbridge().createEventBusIn(this.#world, name, options)
  }

  /**
   * Returns the event bus with this name or ARN, even if an SDK call created it. The bus `default`
   * is there from the start.
   *
   * @throws MisuseError when no bus has it; the message suggests a similar name
   */
  eventBus(nameOrArn: string): EventBus {
    return eventbridgeRooms.eventbridge().eventBusHandle(this.#world, nameOrArn)
  }

  /** Creates a Kinesis data stream. The same as `createStream` with this region. */
  createStream(name: string, options: Omit<StreamOptions, 'region'> = {}): KinesisStream {
    return kinesisRooms.kinesis().createStreamIn(this.#world, name, options)
  }

  /**
   * Returns the stream with this name or ARN, even if an SDK call created it.
   *
   * @throws MisuseError when no stream has it; the message suggests a similar name
   */
  stream(nameOrArn: string): KinesisStream {
    return kinesisRooms.kinesis().streamHandle(this.#world, nameOrArn)
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
    return snsRooms.sns().topicHandle(this.#world, nameOrArn)
  }

  /** Mail, text messages and HTTP calls that would have left AWS, oldest first. */
  get outbox(): OutgoingRecord[] {
    return this.#world.journal.of<OutgoingRecord>('outgoing')
  }

  /**
   * Returns the table with this name or ARN, even if an SDK call created it.
   *
   * @throws MisuseError when no table has it; the message suggests a similar name
   */
  table<Item extends object = Record<string, any>, Key extends object = Partial<Item>>(
    nameOrArn: string,
  ): Table<Item, Key> {
    return dynamodbRooms.dynamodb().openTable<Item, Key>(this.#world, nameOrArn)
  }

  /**
   * Returns the function with this name or ARN.
   *
   * @throws MisuseError when no function has it; the message suggests a similar name
   */
  function<Event = any, Result = any>(nameOrArn: string): LambdaFunction<Event, Result> {
    return lambdaRooms.lambda().functionHandle<Event, Result>(this.#world, nameOrArn)
  }

  /**
   * Returns the queue with this name, ARN or URL, even if an SDK call created it.
   *
   * @throws MisuseError when no queue has it; the message suggests a similar name
   */
  queue(nameOrArn: string): Queue {
    return sqsRooms.sqs().queueHandle(this.#world, nameOrArn)
  }

  /**
   * Answers an operation in the service's place: any command of any AWS client, simulated or not.
   * The client still runs its own serialization, retries and exception classes. The newest matching
   * stub answers, until `restore()` or the end of its world.
   *
   * @example
   * region.stub(PublishCommand, { MessageId: '1' })
   * region.stub(InvokeModelCommand, ({ modelId }) => ({ body: modelId, contentType: 'text/plain' }))
   * region.stub(PublishCommand, awsError('ThrottledException', 'Rate exceeded'), { times: 1 })
   */
  stub<Input extends object, Output extends object>(
    command: CommandClass<Input, Output>,
    answer: StubAnswer<Input, Output>,
    options: StubOptions<Input> = {},
  ): Stub<Input> {
    const world = this.#world
    world.checkWritable()
    const { documentValues } = rooms.documentValues()
    return stubsRooms
      .stubs()
      .createStub(world, command, answer, options, documentValues) as Stub<Input>
  }

  /**
   * Returns whether `miniregion/auto` answers requests to this URL in this region. For other
   * interceptors, such as MSW.
   */
  owns(url: string | URL | Request): boolean {
    return rooms.owns().ownsUrl(this.#world, url)
  }

  /**
   * Seeds several tables at once: `{ orders: [...], users: [...] }`. An invalid item seeds nothing;
   * the error names the table and the item.
   */
  seed(items: Readonly<Record<string, Iterable<object>>>): this {
    dynamodbRooms.tableContent().seedTables(this.#world, items)
    return this
  }

  /**
   * Returns the same account in another AWS region, with its own tables, functions and gateways.
   * Clock, records and account-wide services are shared. From then on this account answers SDK
   * clients configured for that region. Forks and snapshots cover all regions.
   *
   * @example
   * ```ts
   * const eu = region.in('eu-west-1')
   * eu.createTable('orders', { partitionKey: 'id' })
   * ```
   */
  in(name: string): Region {
    checkRegionName(name, 'region.in()')
    const { account } = this.#world
    return new Region(() => account.in(name))
  }

  /** Returns a snapshot of everything. Costs the same for any amount of data. */
  snapshot(): RegionSnapshot {
    return takeSnapshot(this.#world.account)
  }

  /**
   * Returns to a snapshot, and ends running invocations.
   *
   * @throws MisuseError when the snapshot is of another region
   */
  restore(snapshot: RegionSnapshot): void {
    const world = this.#world
    world.checkWritable()
    world.account.restore(openSnapshot(snapshot, world.account))
  }

  /**
   * Tables, functions, gateways and the ids' sequence stay; items go back to what `seed` gave, and
   * the clock to real time. Records, streams, backups, faults and stubs are emptied; running
   * invocations, queued events and warm environments end. Modules are the test's own: a variable at
   * the top level of a handler's module keeps its value.
   */
  reset(): void {
    const world = this.#world
    world.checkWritable()
    world.account.reset()
  }

  /**
   * Returns a copy-on-write copy. Inside `fork.run(...)` the handles of this region mean the fork.
   */
  fork(): Region {
    const home = this.#home()
    return new Region((runningWorld(home) ?? home).fork())
  }

  /**
   * Runs `body` in this region. Inside, clients of `miniregion/auto` and handles of the region's
   * parents mean this region.
   */
  run<Result>(body: () => Result): Result {
    return runInWorld(this.#world, checkFunction(body, 'region.run()'))
  }

  /** Ties a callback to this world, for callers that lose the test's async context. */
  bind<Args extends unknown[], Result>(
    callback: (...args: Args) => Result,
  ): (...args: Args) => Result {
    const world = this.#world
    checkFunction(callback, 'region.bind()')
    return (...args) => runInWorld(world, () => callback(...args))
  }

  /** Ends running invocations and cancels timers. The region can still be read, but not written. */
  end(): void {
    this.#world.account.end()
  }

  /** Turns the region into a template: only forks of it can be used. */
  seal(): void {
    this.#home().account.sealed = true
  }

  [Symbol.dispose](): void {
    this.end()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { account } = this.#world
    account.end()
    await account.whenClosed()
  }

  /** This region's time. */
  get clock(): Clock {
    return (this.#clock ??= new Clock(this.#home))
  }

  /** Planned failures of whole services, and those that have not fired. */
  get faults(): Faults {
    return (this.#faults ??= new Faults(this.#home))
  }

  /**
   * Resolves when everything that was caused so far has happened, with retries and deliveries.
   * Moves the clock to each of them.
   */
  idle(options?: IdleOptions): Promise<void> {
    return idle(this.#world, options)
  }

  /** Configuration for any AWS SDK v3 client: `new DynamoDBClient(region.sdk)`. */
  get sdk(): SdkConfig {
    const home = this.#home()
    // A later test file may have configured another region name.
    if (this.#sdk?.region !== home.options.region) this.#sdk = createSdkConfig(home)
    return this.#sdk
  }

  /** Redirects an existing client to this region. */
  adopt<Client extends SdkClient>(client: Client): Client {
    return adoptClient(client, this.#home())
  }

  /**
   * Returns what happened as a tree, for a `Response`, a record, an SDK output or error, or a
   * handle. Without a subject: everything.
   */
  trace(subject?: unknown): Trace {
    return rooms.trace().traceOf(this.#world, subject)
  }

  /** Lists routes, functions, tables and indexes, with how often each was used. */
  coverage(): Coverage {
    return rooms.coverage().coverageOf(this.#world)
  }

  /** Calls that are not simulated, oldest first. It keeps the last `journalLimit`. */
  get unsupported(): readonly Refusal[] {
    return this.#world.account.refusals
  }

  /**
   * The region's AWS endpoint: raw API calls with any signature, and requests to its gateways'
   * execute-api URLs.
   */
  readonly fetch = (input: string | URL | Request, init?: RequestInit): Promise<Response> =>
    rooms.fetch().fetchIn(this.#world, input, init)

  /**
   * Serves the same endpoint on 127.0.0.1, for curl, the AWS CLI, a browser and other languages.
   * With the option `gateway` it serves that gateway at the origin's root. Refuses requests from
   * web pages and for foreign hosts unless `allowedOrigins` or `allowedHosts` names them.
   *
   * @throws MisuseError when an option is wrong.
   */
  listen(options?: ListenOptions): Promise<RegionServer> {
    return rooms.listen().listenIn(this.#world, options)
  }
}

function checkFunction<Body>(body: Body, caller: string): Body {
  if (typeof body === 'function') return body
  throw new MisuseError(
    `${caller} received ${body === null ? 'null' : typeof body}.`,
    'a function to run in this region',
  )
}

/**
 * Creates an isolated region.
 *
 * @throws MisuseError for an unknown option or a value of the wrong kind
 *
 * @example
 * ```ts
 * const region = createRegion({ region: 'eu-west-1', seed: 7 })
 * ```
 */
export const createRegion = (options: RegionOptions = {}): Region =>
  new Region(new RegionAccount(toWorldOptions(options, 'createRegion()')).main)
