import type { World } from '../../../core/world/world.ts'
import { ownTable, setDefinition, stateIn } from '../../state/state.ts'

/**
 * Makes a table ACTIVE even where the option `tableStatus` gives creation a duration: the next line
 * of the test uses the table.
 */
export function settle(world: World, name: string): void {
  const table = ownTable(stateIn(world), name)
  const { transition, ...definition } = table.definition
  const { replication } = definition
  if (!transition && !replication) return
  const settled = <Part extends { readonly transition?: unknown }>({
    transition: _,
    ...part
  }: Part): Omit<Part, 'transition'> => part
  setDefinition(table, {
    ...definition,
    indexes: definition.indexes.map(settled),
    vectorIndexes: definition.vectorIndexes.map(settled),
    ...(replication && {
      replication: { ...replication, replicas: replication.replicas.map(settled) },
    }),
  })
}
