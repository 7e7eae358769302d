/**
 * What `configure({ report })` needs to know while tests run: which worlds a test used. Nothing is
 * kept without that option. Every copy of the package in the process shares it.
 */
import path from 'node:path'
import { processWide } from '../process-wide.ts'
import type { World } from '../world/world.ts'

/** A fork whose test has ended. */
export interface EndedFork {
  readonly world: World
  /** The error of its test, if that threw one. */
  readonly failure: { readonly error: unknown } | undefined
}

/**
 * The directory of a run: `miniregion/reporter` leaves it here for the processes of the tests. It
 * counts where `configure` names none.
 */
export const REPORT_VARIABLE = 'MINIREGION_REPORT'

interface Shared {
  /** Whether `configure` said where reports go, or that there are none. */
  isConfigured: boolean
  /** Where reports go: an absolute path. Undefined without reports. */
  directory: string | undefined
  /** The regions that tests made, as far as they are still in use. */
  readonly regions: Set<WeakRef<World>>
  /** Forks that ended since the last test's end. */
  readonly ended: EndedFork[]
}

const shared = processWide<Shared>('run-report', () => ({
  isConfigured: false,
  directory: undefined,
  regions: new Set(),
  ended: [],
}))

/** Begins or, with undefined, stops to write reports. */
export const setReportDirectory = (directory: string | undefined): void => {
  shared.isConfigured = true
  shared.directory = directory
  if (directory !== undefined) return
  shared.regions.clear()
  shared.ended.length = 0
}

/** For the hooks of a runner: a run with a reporter has reports. */
export function joinRun(): void {
  const directory = process.env[REPORT_VARIABLE]
  if (!shared.isConfigured && directory) shared.directory = path.resolve(directory)
}

export const reportDirectory = (): string | undefined => shared.directory

/** Notes a region that may take part in a test. */
export function noteRegion(world: World): void {
  if (shared.directory !== undefined) shared.regions.add(new WeakRef(world))
}

/** Notes the fork of a test, which ends. The hook of the runner, which knows more, takes it. */
export function noteEndedFork(world: World, failure: EndedFork['failure']): void {
  if (shared.directory !== undefined) shared.ended.push({ world, failure })
}

/** Empties the list of ended forks and returns them. */
export const takeEndedForks = (): EndedFork[] => shared.ended.splice(0)

/** Puts a fork back, because it is another test's. */
export const keepEndedFork = (fork: EndedFork): void => void shared.ended.push(fork)

/** The regions that are still in use. */
export function notedRegions(): World[] {
  const worlds: World[] = []
  for (const reference of shared.regions) {
    const world = reference.deref()
    if (world) worlds.push(world)
    else shared.regions.delete(reference)
  }
  return worlds
}
