/**
 * Which world is this code in? One AsyncLocalStorage answers, shared under a `Symbol.for` key by every copy of the
 * package in the process.
 *
 * NOTE: on Node 20 the first `run` switches promise hooks on for the rest of the process and slows every await (+17 µs per
 * SDK call). Enter a frame only where code must find its way back: in handlers and in forks.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { MisuseError } from './errors.ts'
import type { JournalRecord } from './journal.ts'
import type { World } from './world.ts'

/** One sandbox of a function, as Lambda calls it. A frame names the environment, not the invocation. */
export interface ExecutionEnvironment {
  /** The record of the invocation that runs in it; undefined while it is frozen. */
  readonly current: JournalRecord | undefined
  /** Undefined when a service call may go on; else resolves at the environment's next invocation (never when it is dead). */
  hold(): Promise<void> | undefined
}

export interface Frame {
  readonly world: World
  readonly environment?: ExecutionEnvironment
  readonly up: Frame | undefined
}

interface Shared {
  readonly storage: AsyncLocalStorage<Frame | undefined>
  defaultWorld: (() => World) | undefined
}

const KEY = Symbol.for('miniregion.context')
const shared: Shared = ((globalThis as { [KEY]?: Shared })[KEY] ??= {
  storage: new AsyncLocalStorage(),
  defaultWorld: undefined,
})

export const currentFrame = (): Frame | undefined => shared.storage.getStore()

/** Runs `body` in `world`; inside a function's environment when one is given. */
export const runInWorld = <Result>(
  world: World,
  body: () => Result,
  environment?: ExecutionEnvironment,
): Result =>
  shared.storage.run(
    environment ? { world, environment, up: currentFrame() } : { world, up: currentFrame() },
    body,
  )

/** Runs `body` in no world: for library timers and turns of the loop. Costs nothing where there is no frame. */
export const runOutside = <Result>(body: () => Result): Result =>
  currentFrame() ? shared.storage.run(undefined, body) : body()

/** `region` hands over how the default region is made; the rooms below never import it. */
export const provideDefaultWorld = (factory: () => World): void => {
  shared.defaultWorld ??= factory
}

/** The world of the code that runs: the innermost frame's, or the default region. */
export const currentWorld = (): World => currentFrame()?.world ?? defaultWorld()

function defaultWorld(): World {
  if (!shared.defaultWorld)
    throw new MisuseError('There is no default region.', "an import of 'miniregion' first")
  return shared.defaultWorld()
}

export const descendsFrom = (world: World, ancestor: World): boolean => {
  for (let at: World | undefined = world; at; at = at.parent) if (at === ancestor) return true
  return false
}

/**
 * The rule of handles: a handle means its own region, or the nearest running fork of it.
 */
export function resolveWorld(home: World): World {
  for (let frame = currentFrame(); frame; frame = frame.up) {
    if (descendsFrom(frame.world, home)) return frame.world
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
  for (let frame = currentFrame(); frame; frame = frame.up) {
    if (frame.environment?.current) return frame.environment.current
  }
  return world.journal.root
}
