/**
 * What happens by itself as time passes: sweeps of expired items, the end of deletions. No host timer: it is caught up with at the next access,
 * and when the clock is moved.
 */
import type { World } from '../../core/world.ts'
import { withoutIndex } from '../schema/update-indexes.ts'
import type { TableDefinition } from '../schema/definition.ts'
import { isGone } from './existing-table.ts'
import {
  ownTable,
  ownTables,
  setDefinition,
  stateIn,
  type DynamoDbState,
  type TableState,
} from './state.ts'
import { alignIndexes } from '../storage/content.ts'
import { sweepTable } from './time-to-live.ts'

/**
 * AWS deletes an item within two days after it expired. Here tables are swept every twelve hours.
 * Unverified: AWS's own rhythm.
 */
const SWEEP_MS = 12 * 3_600_000

/** Sees to it that upkeep runs at a time, or at the first access after it. */
export function scheduleMaintenance(state: DynamoDbState, world: World, at: number): void {
  state.maintenanceAt = Math.min(state.maintenanceAt, at)
  world.clock.schedule(
    Math.max(0, at - world.clock.now()),
    // NOTE: not `state`: the world may have been restored to another since.
    () => runMaintenance(stateIn(world), world),
    'upkeep',
  )
}

export const scheduleSweep = (state: DynamoDbState, world: World): void =>
  scheduleMaintenance(state, world, world.clock.now() + SWEEP_MS)

/** The clock was set to another date: upkeep, and what is on its way, take as long as they had to. */
export function shiftMaintenance(state: DynamoDbState, world: World, milliseconds: number): void {
  if (state.maintenanceAt !== Infinity) {
    const at = state.maintenanceAt + milliseconds
    state.maintenanceAt = Infinity
    scheduleMaintenance(state, world, at)
  }
  for (const { definition } of [...state.tables.values()]) {
    if (!definition.transition && !definition.indexes.some(({ transition }) => transition)) continue
    const shifted = <Described extends Pick<TableDefinition, 'transition'>>(of: Described) =>
      of.transition
        ? { ...of, transition: { ...of.transition, until: of.transition.until + milliseconds } }
        : of
    const indexes = definition.indexes.map(shifted)
    setDefinition(ownTable(state, definition.name), { ...shifted(definition), indexes })
  }
}

/** Catches up with the clock. Costs one comparison while nothing is due. */
export function runDueMaintenance(state: DynamoDbState, world: World): void {
  if (state.maintenanceAt !== Infinity && state.maintenanceAt <= world.clock.now())
    runMaintenance(state, world)
}

function runMaintenance(state: DynamoDbState, world: World): void {
  const now = world.clock.now()
  if (state.maintenanceAt > now) return
  state.maintenanceAt = Infinity
  for (const table of [...state.tables.values()]) settle(state, table, world)
}

function settle(state: DynamoDbState, { definition }: TableState, world: World): void {
  const now = world.clock.now()
  const { name } = definition
  if (isGone(definition, now)) {
    ownTables(state).delete(name)
    return
  }
  for (const { transition, name: index } of definition.indexes) {
    if (transition?.status !== 'DELETING') continue
    if (transition.until > now) {
      scheduleMaintenance(state, world, transition.until)
      continue
    }
    const table = ownTable(state, name)
    setDefinition(table, withoutIndex(table.definition, index))
    alignIndexes(table)
  }
  if (definition.transition?.status === 'DELETING') {
    scheduleMaintenance(state, world, definition.transition.until)
  }
  if (definition.timeToLive?.enabled) {
    const { changedAt } = definition.timeToLive
    const periods = Math.floor((now - changedAt) / SWEEP_MS)
    // Before that it is only where the clock was set to an earlier date.
    if (periods !== 0) sweepTable(state, name, world)
    scheduleMaintenance(state, world, changedAt + (periods + 1) * SWEEP_MS)
  }
}
