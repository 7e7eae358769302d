/**
 * Changes that happen as time passes: sweeps of expired items and the ends of deletions. They use
 * no host timer. They run at the next access after they are due, and when the clock moves.
 */
import type { World } from '../../core/world/world.ts'
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
 * AWS deletes an item within two days of its expiry. The library sweeps tables every twelve hours.
 * Unverified: the interval of AWS's sweeps.
 */
const SWEEP_MS = 12 * 3_600_000

/** Schedules maintenance at a time, or at the first access after it. */
export function scheduleMaintenance(state: DynamoDbState, world: World, at: number): void {
  state.maintenanceAt = Math.min(state.maintenanceAt, at)
  world.clock.schedule(
    Math.max(0, at - world.clock.now()),
    // NOTE: not `state`: the world may have been restored to another state in the meantime.
    () => runMaintenance(stateIn(world), world),
    'upkeep',
  )
}

export const scheduleSweep = (state: DynamoDbState, world: World): void =>
  scheduleMaintenance(state, world, world.clock.now() + SWEEP_MS)

/**
 * Keeps the remaining time of maintenance and transitions when the clock is set to another date.
 */
export function shiftMaintenance(state: DynamoDbState, world: World, milliseconds: number): void {
  if (state.maintenanceAt !== Infinity) {
    const at = state.maintenanceAt + milliseconds
    state.maintenanceAt = Infinity
    scheduleMaintenance(state, world, at)
  }
  for (const { definition } of [...state.tables.values()]) {
    const all = [...definition.indexes, ...definition.vectorIndexes]
    if (!definition.transition && !all.some(({ transition }) => transition)) continue
    const shifted = <Described extends Pick<TableDefinition, 'transition'>>(of: Described) =>
      of.transition
        ? { ...of, transition: { ...of.transition, until: of.transition.until + milliseconds } }
        : of
    const indexes = definition.indexes.map(shifted)
    const vectorIndexes = definition.vectorIndexes.map(shifted)
    setDefinition(ownTable(state, definition.name), {
      ...shifted(definition),
      indexes,
      vectorIndexes,
    })
  }
}

/** Runs the maintenance of every table that is due. */
export function runMaintenance(state: DynamoDbState, world: World): void {
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
  for (const { transition, name: index } of [...definition.indexes, ...definition.vectorIndexes]) {
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
    // It is negative when the clock was set to a date before the change.
    if (periods !== 0) sweepTable(state, name, world)
    scheduleMaintenance(state, world, changedAt + (periods + 1) * SWEEP_MS)
  }
}
