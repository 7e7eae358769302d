import type { Operation } from '../../../core/world/world.ts'
import { findBackup } from '../../backups/backups.ts'
import type { RestoreOverrides } from '../../backups/restore-overrides.ts'
import { checkTarget, restoreTable } from '../../backups/restore.ts'
import type { DynamoDbState } from '../../state/state.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'

interface Input extends RestoreOverrides {
  readonly TargetTableName: string
  readonly BackupArn: string
}

const checkConstraints = constraintsFor('RestoreTableFromBackup')

// AWS: API_RestoreTableFromBackup.html
export const restoreTableFromBackup: Operation<DynamoDbState, Input> = {
  name: 'RestoreTableFromBackup',
  parse: parserOf('RestoreTableFromBackup'),
  run(state, input, { world }) {
    checkTarget(input.TargetTableName)
    checkConstraints(input)
    const backup = findBackup(state, input.BackupArn, world)
    const { definition, content, arn, createdAt } = backup
    return restoreTable(
      state,
      {
        target: input.TargetTableName,
        source: definition,
        content,
        overrides: input,
        summary: { tableArn: definition.arn, backupArn: arn, at: createdAt },
        sourceArn: arn,
        operation: 'RestoreTableFromBackup',
      },
      world,
    )
  },
}
