/* oxlint-disable typescript/no-explicit-any, prefer-rest-params -- a test takes what its runner passes; runners read a test's text and number of parameters */
/**
 * Region definitions: built once, at first use, then forked copy-on-write for each test. Handles
 * from the builder act on the running test's fork, even those that the code captured. Outside any
 * fork the template is sealed.
 */
import { runInWorld, runOutside } from '../../core/world/context.ts'
import { MisuseError } from '../../core/errors.ts'
import { handleKey, handleOf, isHandle } from '../../core/handle.ts'
import { hasTestFailed } from '../../core/reporting/failure-seen.ts'
import { isThenable, type MaybePromise } from '../../core/maybe-promise.ts'
import { printToConsole } from '../../core/reporting/print-to-console.ts'
import { emptyReport, type TestReport } from '../../core/reporting/test-report.ts'
import { noteEndedFork } from '../../core/reporting/run-report.ts'
import { takeUnawaited } from '../../core/reporting/unawaited.ts'
import { refusalFailure, printUnseenFailures } from '../end-of-test.ts'
import type { RegionOptions } from '../options.ts'
import { rebind, toRebindable, type Rebindable } from './rebind.ts'
import { createRegion, Region } from '../region.ts'
import { secondParameter } from './test-text.ts'
import type { RegionWorld } from '../world.ts'

/**
 * The argument of a test: the builder's handles with the test's fork as their home, and the fork
 * itself.
 */
export type TestWorld<Handles extends object> = Handles & { readonly region: Region }

declare global {
  /**
   * The context that a runner passes to each test. The entry of a runner (`miniregion/vitest`) adds
   * it under the runner's name.
   */
  // oxlint-disable-next-line typescript/no-empty-object-type -- merged with what the entries say
  interface MiniregionRunnerContexts {}
}

/**
 * The further arguments of a test that declares no types for them: the context of the runner in
 * use, if its entry declares one.
 */
export type RunnerArgs = [keyof MiniregionRunnerContexts] extends [never]
  ? any[]
  : [context: MiniregionRunnerContexts[keyof MiniregionRunnerContexts]]

/**
 * A test as a runner calls it. A test that takes only the runner's own arguments can also be called
 * without any.
 */
export type RunnerTest<Args extends any[]> = [Args, RunnerArgs] extends [RunnerArgs, Args]
  ? (...args: Partial<RunnerArgs>) => Promise<void>
  : (...args: Args) => Promise<void>

/** A region definition. It wraps tests so that each one runs in its own fork. */
export interface RegionApp<Handles extends object> {
  /**
   * Wraps a test so that it runs in its own fork. Returns a function without parameters, which any
   * runner accepts. The runner's own arguments follow the handles.
   *
   * @example
   * it('places an order', app(async ({ api, orders }) => { ... }))
   */
  <Args extends any[] = RunnerArgs>(
    test: (world: TestWorld<Handles>, ...args: Args) => unknown,
  ): RunnerTest<Args>
  /**
   * For Vitest's `aroundEach`: runs each test and its hooks in their own fork, without the wrapper.
   */
  readonly around: (runTest: () => Promise<void>) => Promise<void>
  /**
   * The builder's results. They mean the running test's fork. Reading them runs a synchronous
   * builder.
   */
  readonly handles: TestWorld<Handles>
  /** Defines a region on top of this one. Its tests receive the handles of both. */
  extend<More extends object>(
    build: (handles: TestWorld<Handles>, region: Region) => More | Promise<More>,
  ): RegionApp<Handles & More>
}

/** A sealed template with the builder's handles. */
interface Built<Handles extends object> {
  readonly template: Region
  readonly handles: Rebindable<Handles>
}

type State<Handles extends object> =
  | { readonly step: 'building'; readonly promise: Promise<Built<Handles>> }
  | { readonly step: 'built'; readonly built: Built<Handles> }
  | { readonly step: 'failed'; readonly error: unknown }

/** Runs a builder at most once. */
class Definition<Handles extends object> {
  #state: State<Handles> | undefined
  readonly #start: () => MaybePromise<Built<Handles>>

  constructor(start: () => MaybePromise<Built<Handles>>) {
    this.#start = start
  }

  /** Synchronous once the template is built, so that a test starts in the same turn. */
  build(): MaybePromise<Built<Handles>> {
    const state = (this.#state ??= this.#begin())
    if (state.step === 'built') return state.built
    if (state.step === 'failed') throw state.error
    return state.promise
  }

  #begin(): State<Handles> {
    try {
      // Outside any scope: a builder must not see the test that happens to need its region first.
      const started = runOutside(this.#start)
      if (!(started instanceof Promise)) return { step: 'built', built: started }
      const promise = started.then(
        (built) => {
          this.#state = { step: 'built', built }
          return built
        },
        (error: unknown) => {
          this.#state = { step: 'failed', error }
          throw error
        },
      )
      // Tests that wait for the builder report its failure. Without them, as after a read of
      // `app.handles`, the rejection would be unhandled.
      promise.catch(() => undefined)
      return { step: 'building', promise }
    } catch (error) {
      return { step: 'failed', error }
    }
  }
}

/**
 * Defines a region once. Each test then runs in a fork of it.
 *
 * @example
 * ```ts
 * const app = defineRegion((region) => {
 *   const orders = region.createTable<Order>('orders', { partitionKey: 'id' })
 *   const place = region.registerFunction('place', handler)
 *   return { orders, place, api: region.createGateway({ 'POST /orders': place }) }
 * })
 * it.concurrent('starts empty', app(({ orders }) => { expect(orders.size).toBe(0) }))
 * ```
 */
export function defineRegion<Handles extends object>(
  build: (region: Region) => Handles | Promise<Handles>,
  options: RegionOptions = {},
): RegionApp<Handles> {
  checkBuilder(build, 'defineRegion()', '(region) => ({ orders: region.createTable(...) })')
  return createApp(
    new Definition(() => buildTemplate(createRegion(options), (region) => build(region))),
  )
}

function checkBuilder(build: unknown, caller: string, example: string): void {
  if (typeof build === 'function') return
  throw new MisuseError(
    `${caller} received ${build === null ? 'null' : typeof build}.`,
    `a function that builds the region: ${example}`,
  )
}

const worldOf = (region: Region): RegionWorld => region[handleKey].home

function buildTemplate<Handles extends object>(
  template: Region,
  build: (template: Region) => MaybePromise<Handles>,
): MaybePromise<Built<Handles>> {
  const seal = (result: unknown): Built<Handles> => {
    const handles = checkResult(result) as Handles
    template.seal()
    return { template, handles: toRebindable(handles) }
  }
  const result: unknown = runInWorld(worldOf(template), () => build(template))
  return isThenable(result) ? Promise.resolve(result).then(seal) : seal(result)
}

function checkResult(result: unknown): object {
  if (result === undefined) return {}
  if (typeof result === 'object' && result !== null && !isHandle(result)) return checkRegion(result)
  throw new MisuseError(
    `The builder of a region definition returned ${isHandle(result) ? 'a handle' : String(result)}.`,
    'an object of handles',
    'Did you mean: return { orders }?',
  )
}

/** Tests receive their region as `region`, so a builder cannot use the name for anything else. */
function checkRegion(result: object): object {
  const region: unknown = Object.hasOwn(result, 'region')
    ? Reflect.get(result, 'region')
    : undefined
  if (region === undefined || handleOf(region)?.kind === 'region') return result
  throw new MisuseError(
    "The builder of a region definition returned a 'region' that is not a region.",
    'another name, because tests receive their region under this one',
  )
}

function createApp<Handles extends object>(definition: Definition<Handles>): RegionApp<Handles> {
  const inFork = <Result>(
    body: (world: TestWorld<Handles>) => Result,
  ): Promise<Awaited<Result>> => {
    const built = definition.build()
    return built instanceof Promise
      ? built.then((ready) => runTest(ready, body))
      : runTest(built, body)
  }
  // Runners look at a test's number of parameters, and Vitest reads the text of its parameters, so
  // `wrapped` declares none.
  const app = (test: (world: TestWorld<Handles>, ...args: any[]) => unknown) => {
    if (typeof test !== 'function') throw notATest(test)
    const wrapped = async function (this: unknown): Promise<void> {
      const args: unknown[] = Array.from(arguments)
      await inFork((world) => test.call(this, world, ...args))
    }
    const fixtures = secondParameter(test)
    return fixtures === undefined
      ? wrapped
      : Object.defineProperty(wrapped, 'toString', { value: () => `(${fixtures}) => {}` })
  }
  const around = async (runTest: () => Promise<void>): Promise<void> => {
    if (typeof runTest !== 'function') throw notAroundEach()
    await inFork(() => runTest())
  }
  return Object.defineProperties(app, {
    around: { value: around, enumerable: true },
    handles: { get: () => floating(definition), enumerable: true },
    extend: {
      value: (more: ExtendingBuilder<Handles>) => extend(definition, more),
      enumerable: true,
    },
  }) as unknown as RegionApp<Handles>
}

const notATest = (value: unknown): MisuseError =>
  new MisuseError(
    `app() received ${value === null ? 'null' : typeof value}.`,
    'the test as a function: it(name, app(async ({ orders }) => { ... }))',
  )

const notAroundEach = (): MisuseError =>
  new MisuseError(
    'app.around() received no test to run.',
    "Vitest's aroundEach(app.around), from Vitest 4.1 on",
    'A beforeEach hook cannot run around a test. Use it(name, app(async ({ orders }) => { ... })).',
  )

/** Returns the handles with the template as their home. */
function floating<Handles extends object>(definition: Definition<Handles>): TestWorld<Handles> {
  const built = definition.build()
  if (built instanceof Promise) {
    throw new MisuseError(
      "app.handles was read before this definition's asynchronous builder finished.",
      'a read inside a test: app(...) and app.around wait for the builder',
    )
  }
  return { region: built.template, ...built.handles.value }
}

type ExtendingBuilder<Handles extends object> = (
  handles: TestWorld<Handles>,
  region: Region,
) => MaybePromise<object>

/**
 * The new template is a fork of the one below. Handles of both mean the new one, and the one below
 * stays unchanged.
 */
function extend<Handles extends object>(
  below: Definition<Handles>,
  build: ExtendingBuilder<Handles>,
): RegionApp<object> {
  checkBuilder(
    build,
    'app.extend()',
    '({ orders }, region) => ({ audit: region.createTable(...) })',
  )
  const onTop = (base: Built<Handles>): MaybePromise<Built<object>> => {
    const template = new Region(worldOf(base.template).fork())
    const handles = rebind(base.handles, worldOf(template))
    return buildTemplate(template, (region) => {
      const more = build({ region, ...handles }, region)
      return isThenable(more)
        ? more.then((ready) => ({ ...handles, ...checkResult(ready) }))
        : { ...handles, ...checkResult(more) }
    })
  }
  return createApp(
    new Definition(() => {
      const base = below.build()
      return base instanceof Promise ? base.then(onTop) : onTop(base)
    }),
  )
}

async function runTest<Handles extends object, Result>(
  { template, handles }: Built<Handles>,
  body: (world: TestWorld<Handles>) => Result,
): Promise<Awaited<Result>> {
  const world = worldOf(template).fork()
  const region = new Region(world)
  const report = (world.account.testReport = emptyReport())
  let failure: { readonly error: unknown } | undefined
  try {
    return await runInWorld(world, () => body({ region, ...rebind(handles, world) }))
  } catch (error) {
    failure = { error }
    throw error
  } finally {
    endTest(world, report, failure)
  }
}

/**
 * Ends a test's fork. Throws an error that should fail the test; prints it if the test has failed
 * already.
 */
function endTest(
  world: RegionWorld,
  { refusals, failures }: TestReport,
  failure: { readonly error: unknown } | undefined,
): void {
  // Before the end of the account, which stops invocations: those are not failures of handlers.
  printUnseenFailures(failures, failure !== undefined || hasTestFailed(world))
  world.account.end()
  noteEndedFork(world, failure)
  const refusal = refusalFailure(refusals) ?? takeUnawaited(world)
  if (!refusal || refusals.some(({ error }) => error === failure?.error)) return
  if (!failure) throw refusal
  printToConsole(`[miniregion] ${refusal.message}`)
}
