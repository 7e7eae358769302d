/* eslint-disable @typescript-eslint/no-explicit-any -- without a type argument an item or event may be anything, as in the SDK's own types */
/* eslint-disable @typescript-eslint/no-unsafe-declaration-merging, @typescript-eslint/no-empty-object-type -- the static block below keeps the promise */
import { inspect } from 'node:util'
import { resolveWorld, runInWorld, runningWorld } from '../core/context.ts'
import { MisuseError, type UnsupportedError as Refusal } from '../core/errors.ts'
import { handleKey, type Handle, type HandleIdentity } from '../core/handle.ts'
import { idle, type IdleOptions } from '../core/time/idle.ts'
import type { CreateTableInput, Table, TableSchema } from '../dynamodb/index.ts'
import { rooms as dynamodbRooms } from '../dynamodb/rooms.ts'
import type { createGateway } from '../gateway/index.ts'
import { rooms as gatewayRooms } from '../gateway/rooms.ts'
import type { LambdaFunction, RegisterFunction } from '../lambda/index.ts'
import { rooms as lambdaRooms } from '../lambda/rooms.ts'
import { adoptClient, createSdkConfig, type SdkClient, type SdkConfig } from '../sdk/index.ts'
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

// What makes it a handle. Declared beside the class: a declaration file cannot spell the computed name inside it.
export interface Region extends Handle {}

/**
 * An AWS region as a plain object: tables, functions and gateways, the SDK config that reaches them, time, faults and the record of what
 * happened. Two regions share nothing; garbage collection is the teardown.
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
      get(this: Region): HandleIdentity<Region> {
        return {
          kind: 'region',
          home: this.#home(),
          withWorld: (world) => new Region(world as RegionWorld),
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

  /** Made by `createRegion`, `region.fork` and `defineRegion`. */
  constructor(home: RegionWorld | (() => RegionWorld)) {
    this.#home = typeof home === 'function' ? home : () => home
  }

  /** The world this handle means here: its own, or the running fork of it. */
  get #world(): RegionWorld {
    return resolveWorld(this.#home()) as RegionWorld
  }

  /** AWS's name of the region: `us-east-1`. */
  get name(): string {
    return this.#home().options.region
  }

  get accountId(): string {
    return this.#home().options.accountId
  }

  /** Creates a table; the same as `new Table(name, schema, { region })`. Throws a MisuseError when it exists. */
  createTable<Item extends object = Record<string, any>, Key extends object = Partial<Item>>(
    name: string,
    schema: TableSchema<NoInfer<Item>>,
  ): Table<Item, Key>
  /** Creates the table that CreateTable's input describes. */
  createTable<Item extends object = Record<string, any>, Key extends object = Partial<Item>>(
    input: CreateTableInput,
  ): Table<Item, Key>
  createTable(nameOrInput: string | CreateTableInput, schema?: TableSchema<any>): Table {
    const { Table } = dynamodbRooms.dynamodb()
    return typeof nameOrInput === 'string'
      ? new Table(nameOrInput, schema!, { region: this })
      : new Table(nameOrInput, { region: this })
  }

  /** Registers a function; the same as `registerFunction` with this region. */
  readonly registerFunction: RegisterFunction = (name: string, handler: any, options?: object) =>
    lambdaRooms.lambda().registerFunctionIn(this.#world, name, handler, options) as any

  /** Creates a gateway; the same as `createGateway` with this region. */
  readonly createGateway: typeof createGateway = (routes: any, options?: object) =>
    gatewayRooms.gateway().createGateway(routes, { ...options, region: this }) as any

  /** The table of that name or ARN, also one that an SDK call created. Throws a MisuseError with the near miss. */
  table<Item extends object = Record<string, any>, Key extends object = Partial<Item>>(
    nameOrArn: string,
  ): Table<Item, Key> {
    return dynamodbRooms.dynamodb().openTable<Item, Key>(this.#world, nameOrArn)
  }

  /** The function of that name or ARN. Throws a MisuseError with the near miss. */
  function<Event = any, Result = any>(nameOrArn: string): LambdaFunction<Event, Result> {
    return lambdaRooms.lambda().functionHandle<Event, Result>(this.#world, nameOrArn)
  }

  /**
   * Answers an operation yourself, whether it is simulated or not: any command of any AWS client. The client's own serialization, retries and
   * exception classes run. The newest stub that matches wins, until `restore()`, or until its world ends.
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

  /** Whether requests to this URL are answered here under `miniregion/auto`: for other interceptors, such as MSW. */
  owns(url: string | URL | Request): boolean {
    return rooms.owns().ownsUrl(this.#world, url)
  }

  /** Seeds several tables at once: `{ orders: [...], users: [...] }`. All or nothing; the error names table and item. */
  seed(items: Readonly<Record<string, Iterable<object>>>): this {
    dynamodbRooms.dynamodb().seedTables(this.#world, items)
    return this
  }

  /**
   * The same account in another AWS region: tables, functions and gateways of its own; clock, records and account-wide services are shared.
   * SDK clients that are configured for that region are answered there from now on. Forks and snapshots cover all regions.
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

  /** Everything as it is now; costs the same whatever the amount of data. */
  snapshot(): RegionSnapshot {
    return takeSnapshot(this.#world.account)
  }

  /** Back to a snapshot; ends what runs. */
  restore(snapshot: RegionSnapshot): void {
    const world = this.#world
    world.checkWritable()
    world.account.restore(openSnapshot(snapshot, world.account))
  }

  /** Tables, functions and routes stay, items go back to what `seed` gave, everything else is emptied. */
  reset(): void {
    const world = this.#world
    world.checkWritable()
    world.account.reset()
  }

  /** A copy-on-write copy. Handles of this region used inside `fork.run(...)` mean the fork. */
  fork(): Region {
    const home = this.#home()
    return new Region(((runningWorld(home) ?? home) as RegionWorld).fork())
  }

  /** Runs `body` in this region: clients of `miniregion/auto` and handles of what it was forked from mean it. */
  run<Result>(body: () => Result): Result {
    return runInWorld(this.#world, checkFunction(body, 'region.run()'))
  }

  /** Ties a callback to this world, for code that calls back from outside the test's own flow. */
  bind<Args extends unknown[], Result>(
    callback: (...args: Args) => Result,
  ): (...args: Args) => Result {
    const world = this.#world
    checkFunction(callback, 'region.bind()')
    return (...args) => runInWorld(world, () => callback(...args))
  }

  /** Ends what runs and cancels timers. The region can be read afterwards, not written. */
  end(): void {
    this.#world.account.end()
  }

  /** From now on a template: only forks of it can be used. */
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

  /** Planned failures of whole services, and those that are still to fire. */
  get faults(): Faults {
    return (this.#faults ??= new Faults(this.#home))
  }

  /** Resolves when everything caused so far has happened, retries and deliveries too; the clock moves to each. */
  idle(options?: IdleOptions): Promise<void> {
    return idle(this.#world, options)
  }

  /** Configuration for any AWS SDK v3 client: `new DynamoDBClient(region.sdk)`. */
  get sdk(): SdkConfig {
    const home = this.#home()
    // `configure` in a later test file may have named another region.
    if (this.#sdk?.region !== home.options.region) this.#sdk = createSdkConfig(home)
    return this.#sdk
  }

  /** Redirects a client that exists already. */
  adopt<Client extends SdkClient>(client: Client): Client {
    return adoptClient(client, this.#home())
  }

  /** What happened, as a tree: for a `Response`, a record, an SDK output or error, a handle; without: everything. */
  trace(subject?: unknown): Trace {
    return rooms.trace().traceOf(this.#world, subject)
  }

  /** Routes, functions, tables and indexes, and whether anything used them. */
  coverage(): Coverage {
    return rooms.coverage().coverageOf(this.#world)
  }

  /** Calls to what is not simulated, in the order they came. */
  get unsupported(): readonly Refusal[] {
    return this.#world.account.refusals
  }

  /** The region's AWS endpoint: raw API calls, whoever signed them, and the execute-api URLs of its gateways. */
  readonly fetch = (input: string | URL | Request, init?: RequestInit): Promise<Response> =>
    rooms.fetch().fetchIn(this.#world, input, init)

  /**
   * Serves the same endpoint on 127.0.0.1, for curl, the AWS CLI, a browser and other languages; with
   * the option `gateway` one gateway at the origin's root. Refuses requests of web pages and for
   * foreign hosts unless `allowedOrigins` or `allowedHosts` names them.
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
    `${caller} got ${body === null ? 'null' : typeof body}.`,
    'a function to run in this region',
  )
}

/**
 * An isolated region.
 *
 * @example
 * ```ts
 * const region = createRegion({ region: 'eu-west-1', seed: 7 })
 * ```
 */
export const createRegion = (options: RegionOptions = {}): Region =>
  new Region(new RegionAccount(toWorldOptions(options, 'createRegion()')).main)
