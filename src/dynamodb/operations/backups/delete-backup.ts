import type { Operation } from '../../../core/world/world.ts'
import { describeBackup, dropBackup, findBackup } from '../../backups/backups.ts'
import { invalidRequest } from '../../backups/errors.ts'
import type { DynamoDbState } from '../../state/state.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'

interface Input {
  readonly BackupArn: string
}

const checkConstraints = constraintsFor('DeleteBackup')

// AWS: API_DeleteBackup.html; (measured, 2026): DDB-BACKUP-005, DDB-BACKUP-015
export const deleteBackup: Operation<DynamoDbState, Input> = {
  name: 'DeleteBackup',
  parse: parserOf('DeleteBackup'),
  run(state, input, { world }) {
    checkConstraints(input)
    const backup = findBackup(state, input.BackupArn, world)
    const { type, expiresAt } = backup
    if (type === 'SYSTEM' && expiresAt !== undefined) {
      throw invalidRequest(
        `User is not allowed to delete the system backup with arn ${backup.arn}. It will automatically expire on ${new Date(expiresAt).toISOString()}`,
      )
    }
    dropBackup(state, backup)
    return { BackupDescription: describeBackup(backup, world.clock.now(), 'DELETED') }
  },
}
