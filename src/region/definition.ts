/* eslint-disable @typescript-eslint/no-explicit-any, prefer-rest-params -- a test takes what its runner passes; runners read a test's text and number of parameters */
/**
 * Region definitions: built once, when first needed, then forked copy-on-write for each test. Handles from the builder act on the
 * running test's fork, captured ones too; outside any fork the template is sealed.
 */
import { runInWorld, runOutside } from '../core/context.ts'
import { MisuseError } from '../core/errors.ts'
import { handleOf, isHandle } from '../core/handle.ts'
import { hasTestFailed } from '../core/reporting/failure-seen.ts'
import type { MaybePromise } from '../core/maybe-promise.ts'
import { printToConsole } from '../core/reporting/print-to-console.ts'
import { emptyReport, type TestReport } from '../core/reporting/test-report.ts'
import { refusalFailure, printUnseenFailures } from './end-of-test.ts'
import type { RegionOptions } from './options.ts'
import { rebind, toRebindable, type Rebindable } from './rebind.ts'
import { createRegion, Region } from './region.ts'
import { secondParameter } from './test-text.ts'
import type { RegionWorld } from './world.ts'

/** What a test of a definition is given: the builder's results at home in its fork, and the fork itself. */
export type TestWorld<Handles extends object> = Handles & { readonly region: Region }

declare global {
  /** What a runner passes to each test, under the runner's name: its entry (`miniregion/vitest`) adds it. */
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- merged with what the entries say
  interface MiniregionRunnerContexts {}
}

/** What a test is passed that names no types of its own: the context of the runner in use, where its entry tells. */
export type RunnerArgs = [keyof MiniregionRunnerContexts] extends [never]
  ? any[]
  : [context: MiniregionRunnerContexts[keyof MiniregionRunnerContexts]]

/** A test as a runner takes it. Without arguments of its own it can be called as it is. */
export type RunnerTest<Args extends any[]> = [Args, RunnerArgs] extends [RunnerArgs, Args]
  ? (...args: Partial<RunnerArgs>) => Promise<void>
  : (...args: Args) => Promise<void>

/** A definition: wraps tests, each of which then runs in a fork of its own. */
export interface RegionApp<Handles extends object> {
  /**
   * A test in its own fork. Returns a function without parameters, for any runner; what the runner passes follows the handles.
   *
   * @example
   * it('places an order', app(async ({ api, orders }) => { ... }))
   */
  <Args extends any[] = RunnerArgs>(
    test: (world: TestWorld<Handles>, ...args: Args) => unknown,
  ): RunnerTest<Args>
  /** For Vitest's `aroundEach`: each test in its own fork, without the wrapper; hooks included. */
  readonly around: (runTest: () => Promise<void>) => Promise<void>
  /** The builder's results, floating: they mean the running test's fork. A synchronous builder runs at first access. */
  readonly handles: TestWorld<Handles>
  /** A definition on top of this one: its tests are given the handles of both. */
  extend<More extends object>(
    build: (handles: TestWorld<Handles>, region: Region) => More | Promise<More>,
  ): RegionApp<Handles & More>
}

/** A template, sealed, and what its builder returned. */
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

  /** Synchronous as soon as it can be: a test of a built definition begins at once. */
  build(): MaybePromise<Built<Handles>> {
    const state = (this.#state ??= this.#begin())
    if (state.step === 'built') return state.built
    if (state.step === 'failed') throw state.error
    return state.promise
  }

  #begin(): State<Handles> {
    try {
      // Outside any scope: the builder of one definition must not see the test of another that happens to need it first.
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
      // A failure is for the tests that wait for it; `app.handles` may have been the only one to ask.
      promise.catch(() => undefined)
      return { step: 'building', promise }
    } catch (error) {
      return { step: 'failed', error }
    }
  }
}

/**
 * Defines a region once; each test gets a fork of it.
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
    `${caller} was given ${build === null ? 'null' : typeof build}.`,
    `a function that builds the region: ${example}`,
  )
}

const worldOf = (region: Region): RegionWorld => handleOf(region)!.home as RegionWorld

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

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'then') === 'function'

function checkResult(result: unknown): object {
  if (result === undefined) return {}
  if (typeof result === 'object' && result !== null && !isHandle(result)) return checkRegion(result)
  throw new MisuseError(
    `The builder of a region definition returned ${isHandle(result) ? 'a handle' : String(result)}.`,
    'an object of handles',
    'Did you mean: return { orders }?',
  )
}

/** Tests are given the region under that name anyway. */
function checkRegion(result: object): object {
  const region: unknown = Object.hasOwn(result, 'region')
    ? Reflect.get(result, 'region')
    : undefined
  if (region === undefined || handleOf(region)?.kind === 'region') return result
  throw new MisuseError(
    "The builder of a region definition returned 'region' as something else than a region.",
    'another name: tests find their region under this one',
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
  // The shape matters: runners look at a test's number of parameters, and Vitest reads their text.
  const app = (test: (world: TestWorld<Handles>, ...args: any[]) => unknown) => {
    if (typeof test !== 'function') throw notATest(test)
    const wrapped = async function (this: unknown): Promise<void> {
      const args = arguments
      await inFork((world) => test.call(this, world, ...(args as unknown as unknown[])))
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
    `app() was given ${value === null ? 'null' : typeof value}.`,
    'the test as a function: it(name, app(async ({ orders }) => { ... }))',
  )

const notAroundEach = (): MisuseError =>
  new MisuseError(
    'app.around was called without a test to run.',
    "Vitest's aroundEach(app.around), from Vitest 4.1 on",
    'In a beforeEach hook nothing can run around the test: it(name, app(async ({ orders }) => { ... })).',
  )

/** The handles of the template itself. */
function floating<Handles extends object>(definition: Definition<Handles>): TestWorld<Handles> {
  const built = definition.build()
  if (built instanceof Promise) {
    throw new MisuseError(
      'app.handles was read before the asynchronous builder of this definition was done.',
      'it to be read inside a test: app(...) and app.around wait for the builder',
    )
  }
  return { region: built.template, ...built.handles.value }
}

type ExtendingBuilder<Handles extends object> = (
  handles: TestWorld<Handles>,
  region: Region,
) => MaybePromise<object>

/** The template on top is a fork of the one below: handles of both mean it, and the one below stays as it is. */
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

/** Ends a test's fork. Throws for what should have failed the test; when it failed anyway, says so beside it. */
function endTest(
  world: RegionWorld,
  { refusals, failures }: TestReport,
  failure: { readonly error: unknown } | undefined,
): void {
  // First: what the end of the world stops is no failure of a handler.
  printUnseenFailures(failures, failure !== undefined || hasTestFailed(world))
  world.account.end()
  const refusal = refusalFailure(refusals)
  if (!refusal || refusals.some(({ error }) => error === failure?.error)) return
  if (!failure) throw refusal
  printToConsole(`[miniregion] ${refusal.message}`)
}
