/** The destinations of a table, for the operations on them. */
import type { World } from '../../../core/world/world.ts'
import { statusAt, type KinesisDestination } from '../../schema/definition.ts'
import { tableInUse } from '../../schema/errors.ts'
import { existingTable } from '../../state/existing-table.ts'
import { ownTable, setDefinition, type DynamoDbState, type TableState } from '../../state/state.ts'

/** Returns a table whose destinations may change. */
export function changeableTable(state: DynamoDbState, name: string, world: World): TableState {
  const { definition } = existingTable(state, name, world)
  const status = statusAt(definition.transition, world.clock.now())
  if (status === 'CREATING' || status === 'DELETING') throw tableInUse(status, definition.name)
  return ownTable(state, definition.name)
}

export const destinationOf = (
  { definition }: TableState,
  streamArn: string,
): KinesisDestination | undefined =>
  definition.kinesis?.find((each) => each.streamArn === streamArn)

/** Adds a destination, or replaces the one of the same stream. */
export function setDestination(table: TableState, destination: KinesisDestination): void {
  const { definition } = table
  const others = (definition.kinesis ?? []).filter(
    ({ streamArn }) => streamArn !== destination.streamArn,
  )
  setDefinition(table, { ...definition, kinesis: [...others, destination] })
}
