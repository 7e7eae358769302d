/**
 * Which world is this code in? One AsyncLocalStorage answers, shared under a `Symbol.for` key by every copy of the
 * package in the process.
 *
 * NOTE: on Node 20 the first `run` switches promise hooks on for the rest of the process and slows every await (+17 µs per
 * SDK call). Enter a scope only where code must find its way back: in handlers and in forks.
 */
import { MisuseError } from './errors.ts'
import { worldScopes, type ExecutionEnvironment } from './world-scope.ts'
import type { JournalRecord } from './journal.ts'
import type { World } from './world.ts'

export { runOutside, type ExecutionEnvironment } from './world-scope.ts'

export interface Scope {
  readonly world: World
  readonly environment?: ExecutionEnvironment
  readonly up: Scope | undefined
}

export const currentScope = (): Scope | undefined =>
  worldScopes.storage.getStore() as Scope | undefined

/** Runs `body` in `world`; inside a function's environment when one is given. */
export const runInWorld = <Result>(
  world: World,
  body: () => Result,
  environment?: ExecutionEnvironment,
): Result =>
  worldScopes.storage.run(
    environment ? { world, environment, up: currentScope() } : { world, up: currentScope() },
    body,
  )

/** `region` hands over how the default region is made; the rooms below never import it. */
export const provideDefaultWorld = (factory: () => World): void => {
  worldScopes.defaultWorld ??= factory
}

/** The world of the code that runs: the innermost scope's, or the default region. */
export function currentWorld(): World {
  const world = currentScope()?.world
  if (!world) return defaultWorld()
  if (world.sealed) throw builtAlready()
  return world
}

/** What a builder did not await would change the template of every test. */
const builtAlready = (): MisuseError =>
  new MisuseError(
    'This code was started by the builder of a region definition, and that builder is done.',
    'the builder to await what it starts: defineRegion(async (region) => { await ... })',
  )

function defaultWorld(): World {
  if (!worldScopes.defaultWorld)
    throw new MisuseError('There is no default region.', "an import of 'miniregion' first")
  return worldScopes.defaultWorld() as World
}

/** Whether a world's account is another's, or was forked from it. */
export const descendsFrom = (world: World, ancestor: World): boolean => {
  const origin = ancestor.main
  for (let at: World | undefined = world.main; at; at = at.parent) if (at === origin) return true
  return false
}

/** The region of `home` in the account that `world` belongs to. */
export const sameRegionIn = (world: World, home: World): World =>
  home === home.main ? world.main : world.main.in(home.options.region)

/** The nearest running fork of a world, or that world itself where its own code runs. */
export function runningWorld(home: World): World | undefined {
  for (let scope = currentScope(); scope; scope = scope.up) {
    if (descendsFrom(scope.world, home)) return sameRegionIn(scope.world, home)
  }
  return undefined
}

/** Whether a handle of this world means one here that can be looked at. */
export const isOpen = (home: World): boolean => !(runningWorld(home) ?? home).sealed

/**
 * The rule of handles: a handle means its own region, or the nearest running fork of it.
 */
export function resolveWorld(home: World): World {
  home.onUse?.()
  const running = runningWorld(home)
  if (running) {
    if (running.sealed) throw builtAlready()
    return running
  }
  if (home.sealed) {
    throw new MisuseError(
      'This handle belongs to a region definition, and no test of that definition is running around this code.',
      'it to be used inside app(...), or the handles that the test was given',
      'Did a callback lose its async context? Wrap it in region.bind(fn).',
    )
  }
  return home
}

/** What led to the code that runs: the invocation it runs in, or the test. */
export function currentCause(world: World): JournalRecord {
  for (let scope = currentScope(); scope; scope = scope.up) {
    if (scope.environment?.current) return scope.environment.current
  }
  return world.journal.root
}
