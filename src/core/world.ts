/* eslint-disable @typescript-eslint/no-explicit-any -- the list of services holds operations of every input and state */
import type { Clock } from './time/clock.ts'
import type { UnsupportedError } from './errors.ts'
import type { Faults } from './faults.ts'
import type { Declared } from './generation.ts'
import type { Ids } from './ids.ts'
import type { CallRecord, Journal, JournalRecord } from './journal.ts'
import type { MaybePromise } from './maybe-promise.ts'
import type { Ports } from './ports.ts'
import type { ServiceOptions } from './service-options.ts'
import type { StubbedCall, Stubs } from './stubs.ts'
import type { Work } from './time/pending-work.ts'

/** Settings of a region that the rooms read. */
export interface WorldOptions {
  readonly region: string
  readonly accountId: string
  readonly seed: string | number
  /** How many records a world keeps. */
  readonly journalLimit: number
  /**
   * What becomes of an AWS call that no simulated service answers, under `miniregion/auto`: refused (`error`, the default), refused without
   * failing the test (`warn`), or sent on to the network (`bypass`).
   */
  readonly unhandled?: 'error' | 'warn' | 'bypass'
  /** The switches of each service, by its id: `service-options.ts`. */
  readonly services: Readonly<Record<string, unknown>>
}

/** A call to what is not simulated. */
export interface Refusal {
  readonly world: World
  readonly error: UnsupportedError
}

/** What a test has to answer for when it ends (reporting/test-report.ts). */
export interface TestReport {
  readonly refusals: Refusal[]
  readonly failures: JournalRecord[]
}

/**
 * One AWS region of an account, as the rooms see it: everything a service may use of the world around it. `RegionWorld` (in the room
 * `region`) is the only implementation. Forks are worlds whose `parent` is the world they were forked from.
 */
export interface World {
  /** The world this one was forked from: the same region of the forked account. */
  readonly parent: World | undefined
  /** The account's main region; the world itself where it is the main one. */
  readonly main: World
  readonly options: WorldOptions
  readonly clock: Clock
  readonly ids: Ids
  readonly journal: Journal
  readonly faults: Faults
  readonly ports: Ports
  /** Operations that a test answers itself; undefined until there is one. */
  stubs?: Stubs | undefined
  /** Every simulated service: the codecs find a call's service by its namespace or target. */
  readonly services: readonly Service[]
  /**
   * How many test files used the default region before the running one. Definitions with a lower
   * number are stale (generation.ts). Other regions have 0.
   */
  readonly generation: number
  /**
   * Called before each use of a handle. The default region finds out here whether another test file
   * has begun.
   */
  readonly onUse?: (() => void) | undefined
  /** What still runs or waits to run. */
  readonly work: Work
  /** A template: its handles may be used only inside a fork of it. */
  readonly sealed: boolean
  /** Its test is over: it can be read, not written. */
  readonly ended: boolean
  /** Of a fork that a test runs in: what the test has to answer for. */
  readonly testReport?: TestReport | undefined
  /** Whether the account has another region in use. */
  has(region: string): boolean
  /** The same account in another region, which is in use from then on. */
  in(region: string): World
  /** Whether a service keeps any state in this world: looking at it then loads no room. */
  holds(service: Service): boolean
  /** The state a service keeps in this world. */
  state<State>(service: Service<State>): State
  /** Throws a MisuseError when this world may not change any more. */
  checkWritable(): void
  /** Through the whole pipeline: faults, records, errors. The answer, or a promise of it where the call has to wait. */
  call(call: Call): MaybePromise<unknown>
  /** The same without faults, for the synchronous `Table`; the operation must be synchronous. */
  callSync(call: Call): unknown
  /** Notes a refusal, for `region.unsupported`; returns the error to throw. */
  refuse(error: UnsupportedError): UnsupportedError
}

/** What an operation learns about the call it answers, beside its input. */
export interface CallContext {
  readonly world: World
  /** The record of this very call: request id, source, cause. */
  readonly record: CallRecord
  /** The caller's abort signal, where it gave one. */
  readonly signal?: AbortSignal
  /** A planned fault: this many entries of a batch come back unprocessed. */
  readonly unprocessed?: number
}

/**
 * One AWS operation. `run` reads in the order AWS answers: check, act, answer. DynamoDB's are synchronous.
 * The input is what the wire codec hands over: typed members under AWS's names.
 */
export interface Operation<State = any, Input = any, Output = any> {
  readonly name: string
  /** From parsed JSON to typed input, or SerializationException. Only services with a hand-written wire path. */
  readonly parse?: (body: unknown) => Input
  /** The answer as JSON text, where the service knows a faster way than `JSON.stringify`. */
  print?(output: Output): string
  /** What the caller must be allowed to do: IAM actions on resources. Absent where nothing was described yet. */
  access?(input: Input, world: World): readonly Access[]
  run(state: State, input: Input, context: CallContext): MaybePromise<Output>
}

/** One permission that a call needs. AWS: the Service Authorization Reference lists actions, resource types and condition keys. */
export interface Access {
  /** `lambda:InvokeFunction`. */
  readonly action: string
  /** ARN of the resource, or `*` for actions that name none. */
  readonly resource: string
  /** Condition keys of the service: `{ 'lambda:FunctionUrlAuthType': 'NONE' }`. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>
}

/** The service's client in the AWS SDK for JavaScript v3. */
export interface ServiceClient {
  /** `@aws-sdk/client-lambda`. Raw calls are decoded by its schemas, where the test has it installed. */
  readonly package: string
  /** `LambdaClient` */
  readonly class: string
  /** The service in host names and signature scopes: `lambda` of `lambda.us-east-1.amazonaws.com`. */
  readonly hosts: readonly string[]
  /** The file of its API model in scripts/models/data, for services whose room has a generated one. */
  readonly model?: string
}

/** What a matcher found, before a runner turns it into a failure of its own kind. */
export interface Outcome {
  readonly pass: boolean
  /** The message of an assertion that should have passed; with `negated`, of one that should not have. */
  message(negated: boolean): string
}

/** A definition that `region.coverage()` counts. A stale one is listed only if something used it. */
export interface CoveredDefinition extends Declared {
  /** The plural under which it is listed: `queues`. */
  readonly kind: string
  /** As the summary prints it: `jobs`. */
  readonly name: string
  /** As `usedBy` names it, where that is not the name. */
  readonly key?: string
}

/** What `region.coverage()` counts of a service. */
export interface ServiceCoverage<State = any> {
  /** Each kind's plural and singular: `{ queues: 'queue' }`. */
  readonly kinds: Readonly<Record<string, string>>
  /** Everything that is defined. */
  defined(state: State, world: World): readonly CoveredDefinition[]
  /** The definitions that a record shows in use. */
  usedBy(record: JournalRecord): readonly Pick<CoveredDefinition, 'kind' | 'name'>[]
}

/**
 * A service's description of itself, without its room: how it is found, named and configured. Every test file loads it (`service.ts`).
 */
export interface Service<State = any, Options = any> {
  /** Name of the room: `dynamodb`. */
  readonly id: string
  /** AWS's name for people: `DynamoDB`. */
  readonly title: string
  /** Namespace of its operation schemas in the SDK: `com.amazonaws.dynamodb`. */
  readonly namespace: string
  /** What stands before the dot in `X-Amz-Target`, where the protocol has it: `DynamoDB_20120810`. */
  readonly target?: string
  /** `account`: one state for all regions of an account, as IAM has it. Default: one for each region. */
  readonly scope?: 'account'
  /** Its client; undefined for a service that no client calls here. */
  readonly client?: ServiceClient
  /** Its page in docs/guide: `lambda.md`. */
  readonly guide?: string
  /** Its switches in `createRegion({ [id]: ... })`. */
  readonly options?: ServiceOptions<Options>
  /** The matchers that its room adds to `expect`. */
  readonly matchers?: readonly string[]
  /** What answers its calls and keeps its state. Loaded when first asked for. */
  room(): ServiceRoom<State>
}

/** A service as its room implements it. */
export interface ServiceRoom<State = any> {
  readonly operations: Readonly<Record<string, Operation<State>>>
  readonly coverage?: ServiceCoverage<State>
  /** The implementation of each matcher that the description names: `(subject, ...expected) => Outcome`. */
  readonly matchers?: Readonly<Record<string, (...args: any[]) => MaybePromise<Outcome>>>
  /** The table, function, ... an input is about; undefined where it is about none or several. */
  resourceOf?(operation: string, input: any): string | undefined
  /**
   * Takes what a call that waits before it runs (delayed by a fault) has already begun to hold; returns how to let go, right before it runs.
   */
  hold?(state: State, operation: string, input: unknown): (() => void) | undefined
  createState(world: World): State
  /** A copy-on-write copy for another world; costs the same whatever the amount of data. */
  forkState(state: State, into: World): State
  /** Definitions stay, data goes back to what `seed` gave, everything else is emptied. */
  resetState(state: State, world: World): void
  /** Another test file begins: definitions stay as they were declared. Default: `resetState`. */
  beginFile?(state: State, world: World): void
  /** The clock was set to another date: what is to happen at a time is that much later (or earlier). */
  shiftState?(state: State, world: World, milliseconds: number): void
  /** Ends what still runs: the world is over. */
  endState?(state: State, world: World): void
}

/** The credentials that a call was made with. */
export interface Caller {
  readonly accessKeyId: string
  /** Of temporary credentials. */
  readonly sessionToken?: string
}

/** A call on its way to a service. */
export interface Call {
  readonly service: string
  readonly operation: string
  readonly input: unknown
  readonly source: CallRecord['source']
  /** What led here; by default the invocation this code runs in, or the test. */
  readonly cause?: JournalRecord
  readonly signal?: AbortSignal | undefined
  readonly configuredFor?: string | undefined
  /** Undefined for the test's own credentials. */
  readonly caller?: Caller | undefined
  /** Answers it instead of the service's own operation. */
  readonly stub?: StubbedCall | undefined
  /** Given by a caller that must show it in its answer; else the record takes the next one. */
  readonly requestId?: string
}
