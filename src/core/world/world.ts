/* oxlint-disable typescript/no-explicit-any -- the list of services holds operations of every input and state */
import type { ResourceTypes } from './resource-type.ts'
import type { Backends } from './backends.ts'
import type { CallTarget } from './call-target.ts'
import type { Clock } from '../time/clock.ts'
import type { ServiceError, UnsupportedError } from '../errors.ts'
import type { Faults } from '../planned/faults.ts'
import type { Declared } from './generation.ts'
import type { Ids } from '../ids.ts'
import type { CallRecord, Journal, JournalRecord } from '../journal.ts'
import type { MaybePromise } from '../maybe-promise.ts'
import type { MetricDatum } from '../metrics/datum.ts'
import type { Ports } from './ports.ts'
import type { ServiceClient } from './service-client.ts'
import type { ServiceStatement } from '../policies/document.ts'
import type { ServiceOptions } from '../service-options.ts'
import type { StubbedCall, Stubs } from '../planned/stubs.ts'
import type { Work } from '../time/pending-work.ts'

/** The options of a region that rooms read. */
export interface WorldOptions {
  readonly region: string
  readonly accountId: string
  readonly seed: string | number
  /** The number of records that the journal keeps. */
  readonly journalLimit: number
  /**
   * What happens under `miniregion/auto` to an AWS call that no simulated service answers: `error`
   * (default) throws UnsupportedError and fails the test, `warn` throws without failing the test,
   * `bypass` sends the call to the network.
   */
  readonly unhandled?: 'error' | 'warn' | 'bypass'
  /** The options of each service, by its id: `service-options.ts`. */
  readonly services: Readonly<Record<string, unknown>>
}

/** A call that is not simulated. */
export interface Refusal {
  readonly world: World
  readonly error: UnsupportedError
}

/** The calls and failures that are checked when a test ends (reporting/test-report.ts). */
export interface TestReport {
  readonly refusals: Refusal[]
  readonly failures: JournalRecord[]
}

/**
 * One AWS region of an account, as the rooms see it: everything that a service may use of its
 * surroundings. `RegionWorld` (in the room `region`) is the only implementation. A fork is a world
 * whose `parent` is the world that it was forked from.
 */
export interface World {
  /** The world that this one was forked from: the same region of the forked account. */
  readonly parent: World | undefined
  /** The account's main region. A main region returns itself. */
  readonly main: World
  readonly options: WorldOptions
  readonly clock: Clock
  readonly ids: Ids
  readonly journal: Journal
  readonly faults: Faults
  readonly ports: Ports
  /** Operations that the test answers. Undefined until the test stubs one. */
  stubs?: Stubs | undefined
  /** HTTP servers outside AWS that the test answers for. Undefined until there is one. */
  backends?: Backends | undefined
  /** Every simulated service. The codecs find a call's service by its namespace or target. */
  readonly services: readonly Service[]
  /**
   * How many test files used the default region before the running one. Definitions with a lower
   * number are stale (generation.ts). Other regions have 0.
   */
  readonly generation: number
  /**
   * Called before each use of a handle. The default region detects here whether another test file
   * has begun.
   */
  readonly onUse?: (() => void) | undefined
  /** Running and waiting work. */
  readonly work: Work
  /** A template. Its handles can be used only inside a fork of it. */
  readonly sealed: boolean
  /** Its test is over. It can be read, but not written. */
  readonly ended: boolean
  /** For a test's fork: the calls and failures that are checked when the test ends. */
  readonly testReport?: TestReport | undefined
  /** Returns whether the account has another region in use. */
  has(region: string): boolean
  /** Returns the same account in another region, which is in use from then on. */
  in(region: string): World
  /** Returns whether a service keeps state in this world, without loading its room. */
  holds(service: Service): boolean
  /** Returns the state of a service in this world. */
  state<State>(service: Service<State>): State
  /** Throws a MisuseError if this world can no longer change. */
  checkWritable(): void
  /**
   * Makes a call through the whole pipeline: faults, records, errors. Returns a promise only if the
   * call has to wait.
   */
  call(call: Call): MaybePromise<unknown>
  /**
   * Makes a call without faults, for the synchronous `Table`. The operation must be synchronous.
   */
  callSync(call: Call): unknown
  /** Keeps a refusal for `region.unsupported`. Returns the error to throw. */
  refuse(error: UnsupportedError): UnsupportedError
}

/** Information for an operation about the call that it answers, beside the input. */
export interface CallContext {
  readonly world: World
  /** The record of this call: request id, source, cause. */
  readonly record: CallRecord
  /** The caller's abort signal, if it gave one. */
  readonly signal?: AbortSignal
  /** The `X-Amzn-Trace-Id` of the request, if it has one. */
  readonly traceHeader?: string
  /**
   * Where the request was sent, for services whose endpoint names a resource. Absent for calls that
   * are no requests, and for services whose JSON is read by hand.
   */
  readonly target?: CallTarget
  /** A planned fault: this many entries of a batch stay unprocessed. */
  readonly unprocessed?: number
}

/**
 * One AWS operation. `run` reads in AWS's order: check, act, answer. DynamoDB's are synchronous.
 * The input comes from the wire codec: typed members under AWS's names.
 */
export interface Operation<State = any, Input = any, Output = any> {
  readonly name: string
  /**
   * Converts parsed JSON to a typed input, or throws SerializationException. Only for services with
   * a hand-written wire path. `raw`: the body before JSON.parse, if it came over the wire.
   */
  readonly parse?: (body: unknown, raw?: unknown) => Input
  /**
   * Reads a body as it came over the wire, faster than `parse`. Undefined for a body that it leaves
   * to `parse`.
   */
  readonly read?: (raw: unknown) => Input | undefined
  /**
   * Returns the shape of the input in the service's model (model/shape.ts), for callers that convert
   * values. Absent if no model describes it.
   */
  inputShape?(): unknown
  /** Prints the answer as JSON, if the service knows a faster way than `JSON.stringify`. */
  print?(output: Output): string
  /**
   * The IAM actions and resources that the caller needs permission for. Absent if nothing describes
   * them yet.
   */
  access?(input: Input, world: World): readonly Access[]
  run(state: State, input: Input, context: CallContext): MaybePromise<Output>
}

/**
 * One permission that a call needs. AWS: the Service Authorization Reference lists actions,
 * resource types and condition keys.
 */
export interface Access {
  /** `lambda:InvokeFunction`. */
  readonly action: string
  /** ARN of the resource, or `*` for actions that name none. */
  readonly resource: string
  /** Condition keys of the service: `{ 'lambda:FunctionUrlAuthType': 'NONE' }`. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>
  /** Asked only because the resource is missing. Reports of what a run needed leave it out. */
  readonly isAboutMissing?: true
}

/** A matcher's result, before a runner turns it into its own kind of failure. */
export interface Outcome {
  readonly pass: boolean
  /**
   * The message of an assertion that should have passed; with `negated`, of one that should not
   * have. `paint` colours a diff.
   */
  message(negated: boolean, paint?: Paint): string
  /**
   * What the message ends with: the trace around a record, or that of everything in the world of a
   * handle. Default: no trace.
   */
  readonly trace?: { readonly around?: JournalRecord | undefined; readonly of?: unknown }
}

/** The colours of a diff. */
export interface Paint {
  expected(line: string): string
  received(line: string): string
}

/**
 * A definition that `region.coverage()` counts. A stale one is listed only if something used it.
 */
export interface CoveredDefinition extends Declared {
  /** The plural of the kind: `queues`. */
  readonly kind: string
  /** The name in the summary: `jobs`. */
  readonly name: string
  /** The name in `usedBy`, if it differs. */
  readonly key?: string
}

/** The definitions and uses of a service that `region.coverage()` counts. */
export interface ServiceCoverage<State = any> {
  /** The plural and singular of each kind: `{ queues: 'queue' }`. */
  readonly kinds: Readonly<Record<string, string>>
  /** Returns all definitions. */
  defined(state: State, world: World): readonly CoveredDefinition[]
  /** Returns the definitions that a record uses. */
  usedBy(record: JournalRecord): readonly Pick<CoveredDefinition, 'kind' | 'name'>[]
}

/** The metrics that a service writes to CloudWatch, computed when something looks at them. */
export interface ServiceMetrics<State = any> {
  /**
   * Returns the data that a record of the journal stands for. Undefined while the record may still
   * change them.
   */
  of(record: JournalRecord, world: World): readonly MetricDatum[] | undefined
  /** Returns what no record shows, as of now: the number of messages in a queue. */
  gauges?(state: State, world: World): readonly MetricDatum[]
}

/**
 * A service's description, without its room: its names and options, and how to find it. Every test
 * file loads it (`service.ts`).
 */
export interface Service<State = any, Options = any> {
  /** Name of the room: `dynamodb`. */
  readonly id: string
  /** AWS's name of the service: `DynamoDB`. */
  readonly title: string
  /** Namespace of its operation schemas in the SDK: `com.amazonaws.dynamodb`. */
  readonly namespace: string
  /** The part before the dot in `X-Amz-Target`, if the protocol has it: `DynamoDB_20120810`. */
  readonly target?: string
  /**
   * `account`: one state for all regions of an account, as for IAM. Default: one for each region.
   */
  readonly scope?: 'account'
  /** Its client. Undefined for a service that no client calls here. */
  readonly client?: ServiceClient
  /** Its page in docs/guide: `lambda.md`. */
  readonly guide?: string
  /** Its options in `createRegion({ [id]: ... })`. */
  readonly options?: ServiceOptions<Options>
  /** The namespaces of its resource types in templates: `AWS::SQS`. */
  readonly templates?: readonly string[]
  /** The matchers that its room adds to `expect`. */
  readonly matchers?: readonly string[]
  /** Loads the room, which answers the calls and keeps the state. */
  room(): ServiceRoom<State>
}

/** A service, as its room implements it. */
export interface ServiceRoom<State = any> {
  readonly operations: Readonly<Record<string, Operation<State>>>
  /**
   * The HTTP status of each error of the service, by code. Planned faults accept only these.
   * Default: any name.
   */
  readonly errors?: Readonly<Record<string, number>>
  /**
   * The codes of its errors in the query protocol, if they differ, for a service that once used that
   * protocol and whose JSON is written by hand.
   */
  readonly queryCodes?: Readonly<Record<string, string>>
  readonly coverage?: ServiceCoverage<State>
  /** The resource types of templates that it makes. */
  readonly resourceTypes?: ResourceTypes<World>
  /** Undefined for a service whose metrics are not simulated. */
  readonly metrics?: ServiceMetrics<State>
  /** The members of inputs and outputs that are secrets. Records hide them once a call is over. */
  readonly secrets?: ReadonlySet<string>
  /**
   * The implementation of each matcher that the description names: `(subject, ...expected) =>
   * Outcome`.
   */
  readonly matchers?: Readonly<Record<string, (...args: any[]) => MaybePromise<Outcome>>>
  /**
   * Returns the table, function, ... that an input is about. Undefined if it is about none or
   * several.
   */
  resourceOf?(operation: string, input: any): string | undefined
  /**
   * Returns the policy of a resource, as its owner wrote it. Undefined for a resource without one.
   * `action`: `sts:AssumeRole`.
   */
  resourcePolicyOf?(
    state: State,
    arn: string,
    action: string,
    world: World,
  ): string | object | undefined
  /**
   * Adds a statement to the policy of a resource, if that exists, because the test connected it with
   * another one. A reset keeps the statement.
   */
  addToPolicy?(state: State, arn: string, statement: ServiceStatement, world: World): void
  /**
   * Takes the locks that a call holds while a fault delays it. Returns a function that releases
   * them right before the call runs.
   */
  hold?(state: State, operation: string, input: unknown): (() => void) | undefined
  /**
   * Returns a planned error with the members that AWS derives from the call: the throttled
   * resource. Default: the error as it is.
   */
  completeFault?(state: State, operation: string, input: unknown, error: ServiceError): ServiceError
  createState(world: World): State
  /** Returns a copy-on-write copy for another world. Costs the same for any amount of data. */
  forkState(state: State, into: World): State
  /** Keeps definitions, returns data to what `seed` gave, and empties everything else. */
  resetState(state: State, world: World): void
  /** Begins another test file. Definitions stay as they were declared. Default: `resetState`. */
  beginFile?(state: State, world: World): void
  /** Follows the clock to another date: everything planned for a time moves by as much. */
  shiftState?(state: State, world: World, milliseconds: number): void
  /** Ends running work, because the world has ended. */
  endState?(state: State, world: World): void
}

/** The credentials that a call was made with. */
export interface Caller {
  readonly accessKeyId: string
  /** Of temporary credentials. */
  readonly sessionToken?: string
}

/** A call to a service, before it runs. */
export interface Call {
  readonly service: string
  readonly operation: string
  readonly input: unknown
  readonly source: CallRecord['source']
  /** The record that caused it. Default: the running invocation, or the test. */
  readonly cause?: JournalRecord | undefined
  readonly signal?: AbortSignal | undefined
  readonly configuredFor?: string | undefined
  /** Undefined for the test's own credentials. */
  readonly caller?: Caller | undefined
  /** The `X-Amzn-Trace-Id` of the request, if it has one. */
  readonly traceHeader?: string | undefined
  /** See `CallContext.target`. */
  readonly target?: CallTarget | undefined
  /** Answers the call instead of the service's operation. */
  readonly stub?: StubbedCall | undefined
  /**
   * Runs in place of the operation: for a service that is given its input in a form that needs none
   * of the checks of a request.
   */
  readonly run?: Operation['run']
  /** Given by a caller whose answer must contain it. Default: the next request id. */
  readonly requestId?: string
}
