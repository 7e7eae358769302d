import { inspect } from 'node:util'
import { withBackend, type HttpBackend } from '../core/world/backends.ts'
import { resolveWorld, runInWorld, runningWorld } from '../core/world/context.ts'
import { MisuseError, type UnsupportedError as Refusal } from '../core/errors.ts'
import { handleKey, type HandleIdentity } from '../core/handle.ts'
import type { OutgoingRecord } from '../core/outgoing.ts'
import { noteRegion } from '../core/reporting/run-report.ts'
import { idle, type IdleOptions } from '../core/time/idle.ts'
import { rooms as dynamodbRooms } from '../dynamodb/rooms.ts'
import { adoptClient, createSdkConfig, type SdkClient, type SdkConfig } from '../sdk/index.ts'
import type { CommandClass, Stub, StubAnswer, StubOptions } from '../stubs/index.ts'
import { rooms as stubsRooms } from '../stubs/rooms.ts'
import { RegionAccount } from './account.ts'
import { Clock } from './verbs/clock.ts'
import type { Coverage } from './coverage.ts'
import { Faults } from './verbs/faults.ts'
import type { RegionServer } from './listen/listen.ts'
import type { ListenOptions } from './listen/options.ts'
import { checkRegionName, toWorldOptions, type RegionOptions } from './options.ts'
import { RegionResources } from './verbs/resources.ts'
import type { ReportOptions } from './report/options.ts'
import { rooms } from './rooms.ts'
import { openSnapshot, takeSnapshot, type RegionSnapshot } from './verbs/snapshot.ts'
import type { Trace } from './trace/trace.ts'
import type { RegionWorld } from './world.ts'

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
export class Region extends RegionResources {
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
    super()
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

  /** Mail, text messages and HTTP calls that would have left AWS, oldest first. */
  get outbox(): OutgoingRecord[] {
    return this.#world.journal.of<OutgoingRecord>('outgoing')
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
   * Answers for an HTTP server outside AWS: the backend of gateways' HTTP integrations, of topics'
   * HTTP subscriptions and of API destinations. `url` is an origin, or the beginning of a path; the
   * longest one that matches answers. `fetch` as the answer reaches the real server. Without a
   * backend nothing ever leaves the process. Forks and snapshots include backends, and `reset` keeps
   * them.
   *
   * @throws MisuseError when the URL is not http or https, or the answer not a function
   *
   * @example
   * ```ts
   * region.backend('https://rates.example', () => Response.json({ eur: 1.1 }))
   * ```
   */
  backend(url: string | URL, answer: HttpBackend): this {
    const world = this.#world
    world.checkWritable()
    world.backends = withBackend(world.backends, url, answer)
    return this
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

  /**
   * Cuts AWS regions off from all others: writes to global tables no longer reach them, and theirs
   * reach no other region, until `heal`. Among each other the regions named in one call stay
   * connected. Everything else in them works on: gateways, functions, queues, and the tables.
   *
   * @throws MisuseError for a region that is not in use
   *
   * @example
   * ```ts
   * region.partition('eu-west-1')
   * ```
   */
  partition(...regions: string[]): void {
    dynamodbRooms.replication().partitionRegions(this.#world, regions)
  }

  /**
   * Ends partitions of AWS regions, or all of them without a name. Global tables then catch up, on
   * the region's clock: `await region.idle()` sees it through.
   *
   * @throws MisuseError for a region that is not in use
   */
  heal(...regions: string[]): void {
    dynamodbRooms.replication().healRegions(this.#world, regions)
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

  /**
   * Returns what happened as one static HTML page: the errors given, near misses, requests, items
   * before and after, traces, logs, coverage. The page loads nothing, hides secrets (headers,
   * variables and members whose names say so), and is no larger than `maxSize`.
   *
   * @throws MisuseError when an option is wrong
   *
   * @example
   * writeFileSync('report.html', region.report())
   */
  report(options?: ReportOptions): string {
    return rooms.report().reportOf(this.#world, options)
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
export function createRegion(options: RegionOptions = {}): Region {
  const { main } = new RegionAccount(toWorldOptions(options, 'createRegion()'))
  noteRegion(main)
  return new Region(main)
}
