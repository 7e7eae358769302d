import type { Operation } from '../../../core/world/world.ts'
import { describeDetails, isExpired } from '../../backups/backups.ts'
import { invalidParameter } from '../../errors.ts'
import { tableNameOf, type DynamoDbState } from '../../state/state.ts'
import type { Backup } from '../../storage/backup.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'

interface Input {
  readonly TableName?: string
  readonly Limit?: number
  readonly TimeRangeLowerBound?: number
  readonly TimeRangeUpperBound?: number
  readonly ExclusiveStartBackupArn?: string
  readonly BackupType?: 'USER' | 'SYSTEM' | 'AWS_BACKUP' | 'ALL'
}

const checkConstraints = constraintsFor('ListBackups')
const MOST = 100

// AWS: API_ListBackups.html; (measured, 2026): DDB-BACKUP-014
export const listBackups: Operation<DynamoDbState, Input> = {
  name: 'ListBackups',
  parse: parserOf('ListBackups'),
  run(state, input, { world }) {
    checkConstraints(input)
    const { TimeRangeLowerBound: lower, TimeRangeUpperBound: upper } = input
    if (lower !== undefined && upper !== undefined && lower > upper) {
      throw invalidParameter('Time range lower bound must be less than or equal to upper bound')
    }
    const now = world.clock.now()
    const { ExclusiveStartBackupArn: start, Limit: limit = MOST } = input
    const found = [...state.backups.values()]
      .filter((backup) => !isExpired(backup, now) && isAsked(backup, input))
      .sort((a, b) => (idOf(a.arn) < idOf(b.arn) ? -1 : 1))
      .filter(({ arn }) => start === undefined || idOf(arn) > idOf(start))
    const page = found.slice(0, limit)
    const last = found.length > limit ? page.at(-1) : undefined
    return {
      BackupSummaries: page.map((backup) => ({
        TableName: backup.definition.name,
        TableId: backup.definition.id,
        TableArn: backup.definition.arn,
        ...describeDetails(backup, now),
      })),
      ...(last && { LastEvaluatedBackupArn: last.arn }),
    }
  },
}

/** The last part of the ARN. It begins with the time, so sorting by it sorts by time. */
const idOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)

function isAsked(backup: Backup, input: Input): boolean {
  const { TableName, BackupType = 'USER', TimeRangeLowerBound, TimeRangeUpperBound } = input
  if (TableName !== undefined && backup.definition.name !== tableNameOf(TableName)) return false
  if (BackupType !== 'ALL' && backup.type !== BackupType) return false
  const seconds = backup.createdAt / 1000
  if (TimeRangeLowerBound !== undefined && seconds < TimeRangeLowerBound) return false
  return TimeRangeUpperBound === undefined || seconds < TimeRangeUpperBound
}
