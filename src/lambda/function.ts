/* eslint-disable @typescript-eslint/no-explicit-any -- without a type argument an event or result may be anything, as in Lambda's own types */
import { nameOf } from '../core/checks.ts'
import { currentCause, currentScope, resolveWorld } from '../core/context.ts'
import type { Duration } from '../core/time/duration.ts'
import { didYouMean, isServiceError, MisuseError, UnsupportedError } from '../core/errors.ts'
import { handleKey, type HandleIdentity } from '../core/handle.ts'
import type { FunctionReference } from '../core/ports.ts'
import type { World } from '../core/world.ts'
import { enqueue } from './invoking/async-queue.ts'
import {
  formatFunctionArn,
  parseFunctionName,
  type FunctionName,
} from './definition/function-name.ts'
import type { FailureOptions, FaultOptions } from '../core/faults.ts'
import { toDelayRule, toFailureRule } from './faults/function-faults.ts'
import type { InvocationRecord } from './records/invocation.ts'
import { findTarget, runTarget, toEventText, type Target } from './invoking/invoke.ts'
import type { InvokeRequest } from './invoking/execution.ts'
import { applyInvokeFaults } from './faults/invoke-faults.ts'
import { lambda } from './service.ts'
import { toFunctionError } from './records/function-error.ts'
import { Invocation } from './records/invocation.ts'

/** Options of `invoke`. */
export interface InvokeOptions {
  /** `Event`: queued, run and retried in the background. `DryRun`: only checks. Default `RequestResponse`. */
  readonly type?: 'RequestResponse' | 'Event' | 'DryRun'
  /** What the handler finds as `context.clientContext`. */
  readonly clientContext?: unknown
}

/**
 * A registered function: a name and a home. It means its own region, or the nearest running fork of it.
 *
 * @example
 * const run = await place.invoke({ amount: 9 })
 * run.status // 'succeeded'
 * place.lastInvocation === run // true
 */
export class LambdaFunction<Event = any, Result = any> implements FunctionReference {
  static {
    // What only the library asks for stands outside the type.
    Object.defineProperty(this.prototype, handleKey, {
      configurable: true,
      get(this: LambdaFunction): HandleIdentity<LambdaFunction> {
        return {
          kind: 'function',
          home: this.#home,
          withWorld: (world) => new LambdaFunction(world, this.name, this.#qualifier),
        }
      },
    })
  }

  /** The function's name. */
  readonly name: string
  readonly #home: World
  readonly #qualifier: string | undefined

  /** Made by `registerFunction`, `region.registerFunction` and `region.function`. */
  constructor(home: World, name: string, qualifier?: string) {
    this.#home = home
    this.name = name
    this.#qualifier = qualifier
  }

  /** The ARN; with the qualifier, where it has one. */
  get arn(): string {
    return formatFunctionArn(this.#home.options, this.name, this.#qualifier)
  }

  /** The ARN. */
  toString(): string {
    return this.arn
  }

  /** Runs the function. Never rejects for what the function did: the record tells. */
  invoke(
    event?: Event,
    options?: InvokeOptions & { readonly type?: 'RequestResponse' },
  ): Promise<InvocationRecord<Event, Result>>
  /** Queues the event; each attempt then has its own record: `await region.idle()`. */
  invoke(
    event: Event,
    options: InvokeOptions & { readonly type: 'Event' | 'DryRun' },
  ): Promise<undefined>
  async invoke(event?: Event, options: InvokeOptions = {}): Promise<InvocationRecord | undefined> {
    const eventText = toEventText(this.name, event)
    const held = currentScope()?.environment?.hold()
    if (held) await held
    const world = resolveWorld(this.#home)
    world.checkWritable()
    const state = world.state(lambda)
    const target = this.#target(world)
    const { type = 'RequestResponse', clientContext } = options
    const request = {
      event: JSON.parse(eventText) as unknown,
      eventText,
      requestId: world.ids.uuid('invocation'),
      causedBy: currentCause(world),
      clientContext: clientContext === undefined ? undefined : JSON.stringify(clientContext),
    }
    switch (type) {
      case 'DryRun':
        return undefined
      case 'Event':
        enqueue(world, state, target, request)
        return undefined
      case 'RequestResponse': {
        // Without planned faults the handler is called at once.
        const met = this.#plannedCallFailure(world, target, request)
        const refused = met && (await met)
        return refused ?? (await runTarget(world, state, target, { ...request, type, attempt: 1 }))
      }
      default:
        throw new MisuseError(
          `${this.name}.invoke() got type: ${JSON.stringify(type satisfies never)}.`,
          "'RequestResponse', 'Event' or 'DryRun'",
        )
    }
  }

  /** Every record of this function (of this version or alias, for a qualified handle), oldest first. */
  get invocations(): readonly InvocationRecord<Event, Result>[] {
    const { journal } = resolveWorld(this.#home)
    const mine = journal.of<Invocation>('invocation', (record) => this.#isMine(record))
    return mine as readonly InvocationRecord[]
  }

  /** The latest of `invocations`; undefined while there is none. */
  get lastInvocation(): InvocationRecord<Event, Result> | undefined {
    const { records } = resolveWorld(this.#home).journal
    for (let i = records.length - 1; i >= 0; i--) {
      const record = records[i] as Invocation
      if (record.kind === 'invocation' && this.#isMine(record)) return record as InvocationRecord
    }
    return undefined
  }

  /** A version or an alias of it. */
  qualifier(qualifier: string): LambdaFunction<Event, Result> {
    const qualified = new LambdaFunction<Event, Result>(this.#home, this.name, qualifier)
    qualified.#target(resolveWorld(this.#home))
    return qualified
  }

  /**
   * Makes runs fail: `'TooManyRequestsException'` and the other errors of AWS's Invoke fail the call, anything else is what the handler fails
   * with. Gateways, SDK calls and events meet it too.
   */
  fail(error: string | Error, options: FailureOptions<Event> = {}): this {
    const world = resolveWorld(this.#home)
    world.checkWritable()
    world.faults.add(toFailureRule(this.name, error, options))
    return this
  }

  /** Makes runs begin later by `duration`; their timeout runs meanwhile. */
  delay(duration: Duration, options: FaultOptions<Event> = {}): this {
    const world = resolveWorld(this.#home)
    world.checkWritable()
    world.faults.add(toDelayRule(this.name, duration, options))
    return this
  }

  /** Forgets the warm environments: the next run is a cold start. */
  coldStart(): this {
    const world = resolveWorld(this.#home)
    world.checkWritable()
    const runtime = world.state(lambda).runtimes.get(this.name)
    for (const environments of runtime?.idle.values() ?? []) {
      for (const environment of environments) environment.discard(world.clock)
    }
    runtime?.idle.clear()
    return this
  }

  /** Function URLs are not simulated yet: throws an UnsupportedError. */
  get url(): string {
    throw this.#unsupported('function URLs')
  }

  /** Function URLs are not simulated yet: throws an UnsupportedError. */
  fetch(): Promise<Response> {
    throw this.#unsupported('function URLs')
  }

  #unsupported(operation: string): UnsupportedError {
    return resolveWorld(this.#home).refuse(new UnsupportedError({ service: 'Lambda', operation }))
  }

  #isMine(record: Invocation): boolean {
    if (record.functionName !== this.name) return false
    if (this.#qualifier === undefined) return true
    return record.arn === this.arn || record.version === this.#qualifier
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
        "it to be declared: registerFunction(name, handler, { versions: 1, aliases: { prod: '1' } })",
      )
    }
    return new MisuseError(
      `There is no function '${this.name}' here.`,
      'it to be registered first',
      didYouMean(this.name, names),
    )
  }

  /** A planned failure of the call itself, which an SDK client would see as an exception. */
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

/** The record of a call that failed as planned: no handler has run. */
function refusedCall(
  world: World,
  { definition, version, arn }: Target,
  request: Pick<InvokeRequest, 'event' | 'requestId' | 'causedBy'>,
  error: Error,
): Invocation {
  const invocation = new Invocation(world.journal, {
    ...request,
    functionName: definition.name,
    version,
    arn,
    type: 'RequestResponse',
    attempt: 1,
    coldStart: false,
    memorySize: definition.memorySize,
    startedAt: world.clock.now(),
  })
  const throttled = error.name === 'TooManyRequestsException'
  invocation.fail(throttled ? 'throttled' : 'failed', toFunctionError(error))
  return world.journal.append(invocation)
}

/** The handle of a function that exists, by name or ARN, also of a version or alias: `region.function(name)`. */
export function functionHandle<Event = any, Result = any>(
  home: World,
  nameOrArn: string,
): LambdaFunction<Event, Result> {
  if (typeof nameOrArn !== 'string') {
    const saw = `region.function() got ${nameOf(nameOrArn)}.`
    throw new MisuseError(saw, "a function's name or ARN")
  }
  const world = resolveWorld(home)
  const { definitions } = world.state(lambda)
  const { name, qualifier } = parsed(nameOrArn, world.options)
  if (!definitions.has(name)) {
    throw new MisuseError(
      `There is no function '${nameOrArn}' here.`,
      'it to be registered first',
      didYouMean(name, definitions.keys()),
    )
  }
  const fn = new LambdaFunction<Event, Result>(home, name)
  return qualifier === undefined ? fn : fn.qualifier(qualifier)
}

/** What is no name of a function of this region is a name that does not exist. */
function parsed(text: string, options: World['options']): FunctionName {
  try {
    return parseFunctionName(text, options)
  } catch (error) {
    if (!isServiceError(error)) throw error
    return { name: text, qualifier: undefined }
  }
}
