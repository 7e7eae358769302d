/** The replicas of `new Table(name, { replicas })`. */
import { nameOf } from '../../core/checks.ts'
import { isServiceError, MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { ownTables, stateIn } from '../state/state.ts'
import { runQuietly } from './access.ts'
import { settle } from './definition/settle.ts'
import type { AnySchema } from './definition/schema.ts'

/** Adds the replicas that a schema names. All or nothing: without them there is no table. */
export function addReplicas(world: World, name: string, schema: AnySchema): void {
  const { replicas = [], multiRegionConsistency, witnessRegion } = schema
  const caller = `new Table('${name}')`
  try {
    if (!Array.isArray(replicas) || replicas.length === 0) throw noReplicas(caller, schema.replicas)
    runQuietly(world, 'UpdateTable', {
      TableName: name,
      ReplicaUpdates: replicas.map((RegionName: unknown) => ({ Create: { RegionName } })),
      ...(multiRegionConsistency && { MultiRegionConsistency: multiRegionConsistency }),
      ...(witnessRegion !== undefined && {
        GlobalTableWitnessUpdates: [{ Create: { RegionName: witnessRegion } }],
      }),
    })
  } catch (error) {
    ownTables(stateIn(world)).delete(name)
    if (!isServiceError(error)) throw error
    throw new MisuseError(`${caller}: replicas: ${error.message}`)
  }
  for (const region of [world.options.region, ...replicas]) settle(world.in(region), name)
}

const noReplicas = (caller: string, replicas: unknown): MisuseError =>
  new MisuseError(
    `${caller}: replicas is ${Array.isArray(replicas) ? 'empty' : nameOf(replicas)}.`,
    "the other AWS regions of a global table: { replicas: ['eu-west-1'] }",
  )
