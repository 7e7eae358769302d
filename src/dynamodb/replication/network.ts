/** Which AWS regions of an account reach each other: `region.partition` and `region.heal`. */
import { MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { stateIn, type AccountReplication } from '../state/state.ts'

/** What the global tables of an account share. */
export const accountReplication = (world: World): AccountReplication =>
  (stateIn(world.main).account ??= { lastVersion: 0, sides: new Map(), regions: new Set() })

const sideOf = (world: World, region: string): number =>
  stateIn(world.main).account?.sides.get(region) ?? 0

/** Whether writes reach one region from another. */
export const areConnected = (world: World, a: string, b: string): boolean =>
  sideOf(world, a) === sideOf(world, b)

/** Cuts regions off from all others. Among each other they stay connected. */
export function cut(world: World, regions: readonly string[]): void {
  const account = accountReplication(world)
  const side = Math.max(0, ...account.sides.values()) + 1
  account.sides = new Map([
    ...account.sides,
    ...regions.map((region): [string, number] => [region, side]),
  ])
}

/** Connects regions to all that no partition cuts off; without names, all of them. */
export function reconnect(world: World, regions: readonly string[]): void {
  const account = accountReplication(world)
  const gone = regions.length === 0 ? [...account.sides.keys()] : regions
  account.sides = new Map([...account.sides].filter(([region]) => !gone.includes(region)))
}

/** Throws where a name is not that of a region that the account uses. */
export function checkRegions(world: World, regions: readonly string[], caller: string): void {
  for (const region of regions) {
    if (typeof region === 'string' && world.has(region)) continue
    throw new MisuseError(
      `${caller} received ${JSON.stringify(region)}, which is not a region in use.`,
      'a region that region.in(), a global table or a template has brought into use',
      typeof region === 'string' ? `Did you forget: region.in('${region}')?` : undefined,
    )
  }
}
