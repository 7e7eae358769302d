import type { Operation } from '../../../core/world/world.ts'
import { describeBackup as describe, findBackup } from '../../backups/backups.ts'
import type { DynamoDbState } from '../../state/state.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'

interface Input {
  readonly BackupArn: string
}

const checkConstraints = constraintsFor('DescribeBackup')

// AWS: API_DescribeBackup.html
export const describeBackup: Operation<DynamoDbState, Input> = {
  name: 'DescribeBackup',
  parse: parserOf('DescribeBackup'),
  run(state, input, { world }) {
    checkConstraints(input)
    const backup = findBackup(state, input.BackupArn, world)
    return { BackupDescription: describe(backup, world.clock.now()) }
  },
}
