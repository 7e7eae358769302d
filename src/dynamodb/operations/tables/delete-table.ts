import type { Operation } from '../../../core/world/world.ts'
import { takeSystemBackup } from '../../backups/backups.ts'
import { describeDeletedTable } from '../../state/describe-table.ts'
import { statusAt } from '../../schema/definition.ts'
import { isProtected, tableInUse } from '../../schema/errors.ts'
import { checkIndexesIdle, existingTable } from '../../state/existing-table.ts'
import { rooms } from '../../rooms.ts'
import type { DynamoDbState } from '../../state/state.ts'
import { removeTable } from '../../streams/remove-table.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'

interface Input {
  readonly TableName: string
}

const checkConstraints = constraintsFor('DeleteTable')

// AWS: API_DeleteTable.html
export const deleteTable: Operation<DynamoDbState, Input> = {
  name: 'DeleteTable',
  parse: parserOf('DeleteTable'),
  run(state, input, { world }) {
    checkConstraints(input)
    const table = existingTable(state, input.TableName, world)
    const { name, transition, deletionProtection } = table.definition
    const status = statusAt(transition, world.clock.now())
    // AWS (measured, 2026): DDB-TABLE-006, DDB-TABLE-008
    if (status !== 'ACTIVE') throw tableInUse(status, name)
    if (deletionProtection) throw isProtected()
    checkIndexesIdle(table.definition, world.clock.now())
    if (table.definition.replication) rooms.replication().checkMayLeave(table.definition)
    const answer = { TableDescription: describeDeletedTable(table) }
    // AWS (measured, 2026): DDB-BACKUP-015
    if (table.definition.pointInTime) takeSystemBackup(state, table, world)
    if (table.definition.replication) rooms.replication().leaveGroup(name, world)
    removeTable(state, name, world)
    return answer
  },
}
