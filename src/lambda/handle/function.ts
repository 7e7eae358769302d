/* oxlint-disable typescript/no-explicit-any -- as in Lambda's own types, events and results default to any */
/** `LambdaFunction`, the handle of a registered function. */
import { currentCause, currentScope } from '../../core/world/context.ts'
import type { Duration } from '../../core/time/duration.ts'
import { atCaller, didYouMean, isServiceError, MisuseError } from '../../core/errors.ts'
import {
  homeOf,
  ResourceHandle,
  worldOf,
  writableWorldOf,
  type HandleDescription,
} from '../../core/handles/resource-handle.ts'
import type { LogGroup } from '../../core/world/log-ports.ts'
import type { PolicyDocument } from '../../core/policies/document.ts'
import type { FunctionReference } from '../../core/world/ports.ts'
import type { World } from '../../core/world/world.ts'
import { logGroupOf } from '../definition/environment-variables.ts'
import { formatFunctionArn } from '../definition/function-name.ts'
import type { DurableExecutionRecord } from '../durable/record.ts'
import type { FailureOptions, FaultOptions } from '../../core/planned/faults.ts'
import { toDelayRule, toFailureRule } from '../faults/function-faults.ts'
import type { InvocationRecord } from '../records/invocation.ts'
import {
  checkInvocable,
  findTarget,
  runTarget,
  toEventText,
  type Target,
} from '../invoking/invoke.ts'
import type { InvokeOptions } from '../invoke-options.ts'
import type { InvokeRequest } from '../invoking/execution.ts'
import { applyInvokeFaults } from '../faults/invoke-faults.ts'
import { rooms } from '../rooms.ts'
import { lambda } from '../service.ts'
import type { AliasOption } from '../option-checks.ts'
import {
  createUrl,
  printUrl,
  toReference,
  urlOf,
  type FunctionUrlOptions,
} from './function-urls.ts'
import { provisionConcurrency, publishVersion, putAlias } from './function-versions.ts'
import { coolDown } from '../state.ts'
import { toFunctionError } from '../records/function-error.ts'
import type { LogEntry } from '../records/logs.ts'
import { Invocation } from '../records/invocation.ts'

/**
 * A handle of a registered function. It refers to the function in its own region or, where one
 * runs, in the nearest fork of that region.
 *
 * @example
 * const run = await place.invoke({ amount: 9 })
 * run.status // 'succeeded'
 * place.lastInvocation === run // true
 */
export class LambdaFunction<Event = any, Result = any>
  extends ResourceHandle
  implements FunctionReference
{
  static readonly #description: HandleDescription = {
    kind: 'function',
    noun: 'a function',
    arn: { service: 'lambda', type: 'function', separator: ':', qualifier: ':' },
    open: (world, fn: LambdaFunction) => new LambdaFunction(world, fn.name, fn.#qualifier),
  }

  readonly #qualifier: string | undefined

  /** Made by `registerFunction`, `region.registerFunction` and `region.function`. */
  constructor(home: World, name: string, qualifier?: string) {
    super(LambdaFunction.#description, home, name)
    this.#qualifier = qualifier
  }

  /** The ARN, with the handle's qualifier. */
  override get arn(): string {
    return formatFunctionArn(homeOf(this).options, this.name, this.#qualifier)
  }

  /**
   * Runs the function and resolves to the record of its invocation. A function that fails does not
   * reject the promise: its error is in the record.
   *
   * @throws MisuseError when the event is not JSON or the function does not exist
   */
  invoke(
    event?: Event,
    options?: InvokeOptions & { readonly type?: 'RequestResponse' },
  ): Promise<InvocationRecord<Event, Result>>
  /**
   * Queues the event. After `await region.idle()` each attempt has its record in `invocations`.
   *
   * @throws MisuseError when the event is not JSON or the function does not exist
   */
  invoke(
    event: Event,
    options: InvokeOptions & { readonly type: 'Event' | 'DryRun' },
  ): Promise<undefined>
  async invoke(event?: Event, options: InvokeOptions = {}): Promise<InvocationRecord | undefined> {
    const eventText = toEventText(this.name, event)
    const held = currentScope()?.environment?.hold()
    if (held) await held
    const world = writableWorldOf(this)
    const state = world.state(lambda)
    const target = this.#target(world)
    const { type = 'RequestResponse', clientContext, tenantId } = options
    this.#checkInvocable(world, target, tenantId)
    const request = {
      event: JSON.parse(eventText) as unknown,
      eventText,
      requestId: world.ids.uuid('invocation'),
      causedBy: currentCause(world),
      clientContext: clientContext === undefined ? undefined : JSON.stringify(clientContext),
      tenantId,
    }
    switch (type) {
      case 'DryRun':
        return undefined
      case 'Event':
        rooms.asyncQueue().enqueue(world, state, target, request)
        return undefined
      case 'RequestResponse': {
        // No await without planned faults: the handler is then called before `invoke` returns.
        const met = this.#plannedCallFailure(world, target, request)
        const refused = met && (await met)
        return refused ?? (await runTarget(world, state, target, { ...request, type, attempt: 1 }))
      }
      default:
        throw new MisuseError(
          `${this.name}.invoke() received type: ${JSON.stringify(type satisfies never)}.`,
          "'RequestResponse', 'Event' or 'DryRun'",
        )
    }
  }

  /**
   * The records of this function, oldest first. A qualified handle shows those of its version or
   * alias.
   */
  get invocations(): readonly InvocationRecord<Event, Result>[] {
    const { journal } = worldOf(this)
    const mine = journal.of<Invocation>('invocation', (record) => this.#isMine(record))
    return mine as readonly InvocationRecord[]
  }

  /** The newest of `invocations`; undefined before the first. */
  get lastInvocation(): InvocationRecord<Event, Result> | undefined {
    // NOTE: `of`, because `records` has those of every AWS region.
    const { journal } = worldOf(this)
    const mine = journal.of<Invocation>('invocation', (record) => this.#isMine(record))
    return mine.at(-1) as InvocationRecord<Event, Result> | undefined
  }

  /**
   * The log group of the function: its lines, and those of Lambda around them. Before the first run
   * it is empty.
   *
   * @example
   * place.logGroup.filter('{ $.level = "ERROR" }')
   */
  get logGroup(): LogGroup {
    const world = worldOf(this)
    const { logs } = world.ports
    const definition = world.state(lambda).definitions.get(this.name)
    if (!definition || !logs) throw this.#notFound(world.state(lambda).definitions.keys())
    return logs.open(logGroupOf(definition.latest))
  }

  /**
   * Returns the smallest policy that allows every call which its handler has made, and what Lambda
   * needs for its event sources, destinations and dead-letter queues: one statement for each set of
   * resources. Reads the journal, which keeps the newest records. Logs are left out: the managed
   * policy `AWSLambdaBasicExecutionRole` allows them.
   * AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
   *
   * @throws MisuseError in a region whose option `iam` is `off`
   * @example
   * console.log(JSON.stringify(place.leastPrivilege(), null, 2))
   */
  leastPrivilege(): PolicyDocument {
    const { permissions } = worldOf(this).ports
    if (!permissions) throw new MisuseError('This world has no permissions.', 'a region')
    return permissions.leastPrivilegeOf(this.name)
  }

  /** What the function wrote, oldest first: the `logs` of all its invocations. */
  get logs(): readonly LogEntry[] {
    return this.invocations.flatMap(({ logs }) => logs)
  }

  /**
   * The executions of a durable function, oldest first: their steps, waits, callbacks and invoked
   * functions. Empty for other functions.
   * AWS: https://docs.aws.amazon.com/lambda/latest/dg/durable-functions.html
   */
  get executions(): readonly DurableExecutionRecord[] {
    const { durable } = worldOf(this).state(lambda)
    return durable ? rooms.lambdaDurable().toRecords(durable.of(this.name)) : []
  }

  /**
   * Returns a handle of a version or an alias.
   *
   * @throws MisuseError when the function has no version or alias of that name
   */
  qualifier(qualifier: string): LambdaFunction<Event, Result> {
    const qualified = new LambdaFunction<Event, Result>(homeOf(this), this.name, qualifier)
    qualified.#target(worldOf(this))
    return qualified
  }

  /**
   * Plans failures. `'TooManyRequestsException'` and the other errors of AWS's Invoke fail the
   * call; any other error is the handler's. Calls by gateways and SDK clients, and queued events,
   * fail as well.
   */
  fail(error: string | Error, options: FailureOptions<Event> = {}): this {
    const world = writableWorldOf(this)
    world.faults.add(toFailureRule(this.name, error, options))
    return this
  }

  /** Plans delays: runs begin later by `duration`, which counts towards their timeout. */
  delay(duration: Duration, options: FaultOptions<Event> = {}): this {
    const world = writableWorldOf(this)
    world.faults.add(toDelayRule(this.name, duration, options))
    return this
  }

  /** The numbers of the published versions, oldest first. */
  get versions(): readonly string[] {
    const definition = worldOf(this).state(lambda).definitions.get(this.name)
    return [...(definition?.published.keys() ?? [])]
  }

  /**
   * Publishes the function as it is now. Returns the number of the version: the last one if nothing
   * has changed since.
   */
  publishVersion(): string {
    return publishVersion(writableWorldOf(this), this.name)
  }

  /**
   * Creates an alias, or changes one that exists. Returns its handle.
   *
   * @example
   * fn.alias('prod', { version: '1', weights: { 2: 0.1 } })
   */
  alias(name: string, to: AliasOption): LambdaFunction<Event, Result> {
    putAlias(writableWorldOf(this), this.name, name, to)
    return this.qualifier(name)
  }

  /**
   * Initializes this many environments of a version or an alias before their first invocation; 0
   * ends that. `await region.idle()` waits for them.
   *
   * @throws MisuseError when the handle has no qualifier
   */
  provision(count: number): this {
    provisionConcurrency(writableWorldOf(this), this.name, this.#qualifier, count)
    return this
  }

  /**
   * Creates the function's URL, or that of an alias, which everyone may call unless `authType` is
   * `AWS_IAM`.
   * AWS: https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html
   *
   * @throws MisuseError when it has a URL already, and for options that Lambda does not accept
   * @example
   * fn.createUrl({ cors: { allowOrigins: ['*'] } })
   * const response = await fn.fetch('/orders')
   */
  createUrl(options: FunctionUrlOptions = {}): this {
    const world = writableWorldOf(this)
    createUrl(world, this.#target(world).definition, this.#qualifier, options)
    return this
  }

  /** Its URL, without a trailing slash. Undefined without one. */
  get url(): string | undefined {
    const world = worldOf(this)
    const url = urlOf(world, this.name, this.#qualifier)
    return url && printUrl(world, url)
  }

  /**
   * Sends a request to the function's URL: a path, a full URL or a Request.
   *
   * @throws MisuseError when the function has no URL
   */
  async fetch(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    const held = currentScope()?.environment?.hold()
    if (held) await held
    const world = writableWorldOf(this)
    const { definition } = this.#target(world)
    const url = urlOf(world, this.name, this.#qualifier)
    const { functionUrlServer } = world.ports
    if (!url || !functionUrlServer) {
      throw new MisuseError(
        `${this.name}.fetch() received a request, but the function has no URL.`,
        `${this.name}.createUrl() before`,
      )
    }
    const reference = toReference(world, definition, this.#qualifier ?? '', url)
    return functionUrlServer.fetch(reference, input, init)
  }

  /** Drops the warm environments: the next run is a cold start. */
  coldStart(): this {
    const world = writableWorldOf(this)
    coolDown(world.state(lambda), this.name, world)
    return this
  }

  #isMine(record: Invocation): boolean {
    if (record.functionName !== this.name) return false
    if (this.#qualifier === undefined) return true
    return record.arn === this.arn || record.version === this.#qualifier
  }

  #checkInvocable(world: World, target: Target, tenantId: string | undefined): void {
    if (target.code.isPerTenant !== (tenantId !== undefined)) {
      throw new MisuseError(
        `${this.name}.invoke() received ${tenantId === undefined ? 'no tenantId' : `tenantId: '${tenantId}'`}.`,
        target.code.isPerTenant
          ? "a tenant: the function has tenancyConfig 'PER_TENANT'"
          : "no tenant: the function has no tenancyConfig 'PER_TENANT'",
      )
    }
    try {
      checkInvocable(world, world.state(lambda), target, tenantId)
    } catch (error) {
      throw atCaller(error)
    }
  }

  #target(world: World): Target {
    const state = world.state(lambda)
    try {
      return findTarget(world, state, this.name, this.#qualifier)
    } catch (error) {
      if (!isServiceError(error)) throw error
      throw this.#notFound(state.definitions.keys())
    }
  }

  #notFound(names: Iterable<string>): MisuseError {
    if (this.#qualifier !== undefined) {
      return new MisuseError(
        `The function '${this.name}' has no version or alias '${this.#qualifier}'.`,
        "a declared one: registerFunction(name, handler, { versions: 1, aliases: { prod: '1' } })",
      )
    }
    return new MisuseError(
      `There is no function '${this.name}' in this region.`,
      'a function that was registered before',
      didYouMean(this.name, names),
    )
  }

  /** Applies planned failures of the call, which an SDK client would see as an exception. */
  #plannedCallFailure(
    world: World,
    target: Target,
    request: Pick<InvokeRequest, 'event' | 'eventText' | 'requestId' | 'causedBy'>,
  ): Promise<Invocation | undefined> | undefined {
    return applyInvokeFaults(world, this.name, request.eventText)?.then(
      () => undefined,
      (error: Error) => refusedCall(world, target, request, error),
    )
  }
}

/** Appends the record of a call that failed as planned before any handler ran. */
function refusedCall(
  world: World,
  { code, arn }: Target,
  request: Pick<InvokeRequest, 'event' | 'eventText' | 'requestId' | 'causedBy'>,
  error: Error,
): Invocation {
  const invocation = new Invocation(world.journal, {
    ...request,
    functionName: code.name,
    version: code.version,
    arn,
    type: 'RequestResponse',
    attempt: 1,
    coldStart: false,
    memorySize: code.memorySize,
    startedAt: world.clock.now(),
  })
  const throttled = error.name === 'TooManyRequestsException'
  invocation.fail(throttled ? 'throttled' : 'failed', toFunctionError(error))
  return world.journal.append(invocation)
}
