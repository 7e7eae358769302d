/** `region.partition` and `region.heal`. */
import { MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { accountReplication, checkRegions, cut, reconnect } from './network.ts'
import { resumeReplication } from './replicate.ts'

/** Cuts AWS regions off from all others. */
export function partitionRegions(world: World, regions: readonly string[]): void {
  world.checkWritable()
  checkRegions(world, regions, 'region.partition()')
  if (regions.length === 0) {
    throw new MisuseError(
      'region.partition() received no region.',
      "the regions to cut off: region.partition('eu-west-1')",
    )
  }
  cut(world, regions)
}

/** Connects AWS regions again; without names, all of them. */
export function healRegions(world: World, regions: readonly string[]): void {
  world.checkWritable()
  checkRegions(world, regions, 'region.heal()')
  reconnect(world, regions)
  for (const region of accountReplication(world).regions) resumeReplication(world.in(region))
}
