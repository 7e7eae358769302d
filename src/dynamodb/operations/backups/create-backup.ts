import type { Operation } from '../../../core/world/world.ts'
import { describeDetails, takeBackup } from '../../backups/backups.ts'
import { noSuchTable } from '../../backups/errors.ts'
import { statusAt } from '../../schema/definition.ts'
import { existingTable } from '../../state/existing-table.ts'
import type { DynamoDbState } from '../../state/state.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'

interface Input {
  readonly TableName: string
  readonly BackupName: string
}

const checkConstraints = constraintsFor('CreateBackup')

// AWS: API_CreateBackup.html; (measured, 2026): DDB-BACKUP-001, DDB-BACKUP-011
export const createBackup: Operation<DynamoDbState, Input> = {
  name: 'CreateBackup',
  parse: parserOf('CreateBackup'),
  run(state, input, { world }) {
    checkConstraints(input)
    const table = existingTable(state, input.TableName, world, noSuchTable)
    const now = world.clock.now()
    if (statusAt(table.definition.transition, now) === 'CREATING') {
      throw noSuchTable(table.definition.name)
    }
    const backup = takeBackup(state, table, input.BackupName, world)
    return { BackupDetails: describeDetails(backup, now, 'CREATING') }
  },
}
