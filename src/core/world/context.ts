/**
 * Finds the world of the running code. One AsyncLocalStorage keeps it, shared under a `Symbol.for`
 * key by every copy of the package in the process.
 *
 * NOTE: on Node 20 the first `run` switches promise hooks on for the rest of the process and slows
 * every await (+17 µs per SDK call). Enter a scope only where code must find its world: in handlers
 * and in forks.
 */
import { MisuseError } from '../errors.ts'
import { worldScopes, type ExecutionEnvironment } from '../world-scope.ts'
import type { JournalRecord } from '../journal.ts'
import type { Caller, World } from './world.ts'

export { afterThisCode, runOutside, type ExecutionEnvironment } from '../world-scope.ts'

export interface Scope {
  readonly world: World
  readonly environment?: ExecutionEnvironment
  /** Whose credentials its code uses: `region.as(role, body)`. */
  readonly caller?: Caller
  readonly up: Scope | undefined
}

export const currentScope = (): Scope | undefined =>
  worldScopes.storage.getStore() as Scope | undefined

/** Runs `body` in `world`, and in a function's environment if one is given. */
export const runInWorld = <Result>(
  world: World,
  body: () => Result,
  environment?: ExecutionEnvironment,
): Result =>
  worldScopes.storage.run(
    environment ? { world, environment, up: currentScope() } : { world, up: currentScope() },
    body,
  )

/** Runs `body` in `world` with the credentials of somebody else. */
export const runAs = <Result>(world: World, caller: Caller, body: () => Result): Result =>
  worldScopes.storage.run({ world, caller, up: currentScope() }, body)

/**
 * Returns the credentials that the running code was given. Undefined for the test itself, and for
 * functions, which have their own.
 */
export function currentCaller(): Caller | undefined {
  for (let scope = currentScope(); scope; scope = scope.up) {
    if (scope.caller) return scope.caller
    if (scope.environment) return undefined
  }
  return undefined
}

/** Lets the room `region` provide the default region, because lower rooms cannot import it. */
export const provideDefaultWorld = (factory: () => World): void => {
  worldScopes.defaultWorld ??= factory
}

/** Returns the world of the running code: the innermost scope's, or the default region. */
export function currentWorld(): World {
  const world = currentScope()?.world
  if (!world) return defaultWorld()
  if (world.sealed) throw builtAlready()
  return world
}

/** Code that a builder did not await would change the template of every test. */
const builtAlready = (): MisuseError =>
  new MisuseError(
    'This code was started by the builder of a region definition, and that builder has returned.',
    'the builder to await the work that it starts: defineRegion(async (region) => { await ... })',
  )

function defaultWorld(): World {
  if (!worldScopes.defaultWorld)
    throw new MisuseError(
      'The default region does not exist yet.',
      "an import of 'miniregion' first",
    )
  return worldScopes.defaultWorld() as World
}

/** Whether a world belongs to the account of `ancestor`, or to a fork of that account. */
export const descendsFrom = (world: World, ancestor: World): boolean => {
  const origin = ancestor.main
  for (let at: World | undefined = world.main; at; at = at.parent) if (at === origin) return true
  return false
}

/** Returns the region of `home` in the account of `world`. Worlds of one process share a class. */
export const sameRegionIn = <Home extends World>(world: World, home: Home): Home =>
  (home === home.main ? world.main : world.main.in(home.options.region)) as Home

/** Returns the nearest running fork of a world, or the world itself if its own code runs. */
export function runningWorld<Home extends World>(home: Home): Home | undefined {
  for (let scope = currentScope(); scope; scope = scope.up) {
    if (descendsFrom(scope.world, home)) return sameRegionIn(scope.world, home)
  }
  return undefined
}

/** Whether a handle of this world can be read here. */
export const isOpen = (home: World): boolean => !(runningWorld(home) ?? home).sealed

/**
 * The rule of handles: a handle means its own region, or the nearest running fork of it.
 *
 * @throws MisuseError when the home is a template and no test of it runs
 */
export function resolveWorld<Home extends World>(home: Home): Home {
  home.onUse?.()
  const running = runningWorld(home)
  if (running) {
    if (running.sealed) throw builtAlready()
    return running
  }
  if (home.sealed) {
    throw new MisuseError(
      'This handle belongs to a region definition, and this code runs outside its tests.',
      'it to be used inside app(...), or the handles that the test received',
      'Did a callback lose its async context? Wrap it in region.bind(fn).',
    )
  }
  return home
}

/** Returns the cause of the running code: the invocation that it belongs to, or the test. */
export function currentCause(world: World): JournalRecord {
  for (let scope = currentScope(); scope; scope = scope.up) {
    if (scope.environment?.current) return scope.environment.current
  }
  return world.journal.root
}
