/** Finds tables for the control plane, which sees them in any status. */
import { ServiceError } from '../../core/errors.ts'
import { isStale } from '../../core/world/generation.ts'
import type { World } from '../../core/world/world.ts'
import { findTable, tableNameOf, type DynamoDbState, type TableState } from './state.ts'
import type { TableDefinition } from '../schema/definition.ts'
import { statusAt } from '../schema/definition.ts'
import { tableNotFound } from '../schema/errors.ts'

/** Whether the deletion of a table is complete. */
export const isGone = ({ transition }: TableDefinition, now: number): boolean =>
  transition?.status === 'DELETING' && transition.until <= now

/** The table that occupies a name. A deleted or stale table does not. */
export function tableNamed(
  state: DynamoDbState,
  name: string,
  world: Pick<World, 'clock' | 'generation'>,
): TableState | undefined {
  const table = findTable(state, name)
  return !table || isGone(table.definition, world.clock.now()) || isStale(table, world)
    ? undefined
    : table
}

/** Returns the table in any status. Throws the control plane's error when it does not exist. */
export function existingTable(
  state: DynamoDbState,
  nameOrArn: string,
  world: World,
  notFound: (name: string) => Error = tableNotFound,
): TableState {
  const table = findTable(state, nameOrArn)
  if (!table || isGone(table.definition, world.clock.now())) {
    throw notFound(tableNameOf(nameOrArn))
  }
  return table
}

// AWS (measured, 2026): DDB-TABLE-150
export function checkIndexesIdle({ indexes, vectorIndexes }: TableDefinition, now: number): void {
  const all = [...indexes, ...vectorIndexes]
  if (all.every(({ transition }) => statusAt(transition, now) === 'ACTIVE')) return
  throw new ServiceError(
    'ResourceInUseException',
    'Cannot delete table while indexes are being created, updated, or deleted.',
  )
}
