/** The default region: made when first used, one for every copy of the package in the process. */
import { provideDefaultWorld } from '../core/context.ts'
import { MisuseError } from '../core/errors.ts'
import { RegionAccount } from './account.ts'
import { toWorldOptions, type RegionOptions } from './options.ts'
import { Region } from './region.ts'
import type { RegionWorld } from './world.ts'

interface Shared {
  options: RegionOptions
  world: RegionWorld | undefined
  region: Region
}

const KEY = Symbol.for('miniregion.default')
const shared = ((globalThis as { [KEY]?: Shared })[KEY] ??= create())

function create(): Shared {
  const own: Shared = { options: {}, world: undefined, region: new Region(() => worldOf(own)) }
  // Sealed, as everything on globalThis (core/context.ts).
  return Object.seal(own)
}

function worldOf(own: Shared): RegionWorld {
  return (own.world ??= new RegionAccount(toWorldOptions(own.options, 'configure()')).main)
}

provideDefaultWorld(() => worldOf(shared))

/**
 * The region that `Table`, `registerFunction` and `createGateway` belong to without an option. It comes into being when it is first used.
 *
 * @example
 * ```ts
 * const client = new DynamoDBClient(defaultRegion.sdk)
 * ```
 */
export const defaultRegion: Region = shared.region

/**
 * Sets options of the default region, before it is first used.
 *
 * @example
 * ```ts
 * configure({ region: 'eu-west-1', seed: 7 })
 * ```
 */
export function configure(options: RegionOptions): void {
  toWorldOptions(options, 'configure()')
  const next = { ...shared.options, ...options }
  const wanted = toWorldOptions(next, 'configure()')
  const { world } = shared
  if (world && JSON.stringify(world.options) !== JSON.stringify(wanted)) {
    throw new MisuseError(
      'configure() was called after the default region was first used.',
      'it in a setup file, or at the top of the test file before any table, function or gateway',
    )
  }
  shared.options = next
}

/** The default region's world, where something has used it. For the runners' hooks. */
export const peekDefaultWorld = (): RegionWorld | undefined => shared.world

/** As if nothing had used it. It stays the same world: handles and clients that somebody keeps go on meaning it. */
export const emptyDefaultWorld = (): void => {
  const { world } = shared
  world?.account.restore(new RegionAccount(world.options).snapshot())
}
