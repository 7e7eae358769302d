/** Point-in-time recovery of a table. AWS (measured, 2026): DDB-TABLE-083 to 086. */
import type { World } from '../../core/world.ts'
import type { TableDefinition } from '../schema/definition.ts'
import { toSeconds } from '../state/describe-table.ts'

const DAY_MS = 24 * 3_600_000
const LAG_MS = 5 * 60_000

export interface Window {
  readonly earliest: number
  readonly latest: number
}

/** What can be restored; undefined while recovery is not enabled. The newest five minutes cannot. */
export function restorableWindow(
  { pointInTime }: TableDefinition,
  world: World,
): Window | undefined {
  if (!pointInTime) return undefined
  const now = world.clock.now()
  const { enabledAt, days } = pointInTime
  return {
    earliest: Math.max(enabledAt, now - days * DAY_MS),
    latest: Math.max(enabledAt, now - LAG_MS),
  }
}

/** What DescribeContinuousBackups and UpdateContinuousBackups answer. */
export function describeContinuousBackups(definition: TableDefinition, world: World): object {
  const { pointInTime } = definition
  const window = restorableWindow(definition, world)
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription:
        window && pointInTime
          ? {
              PointInTimeRecoveryStatus: 'ENABLED',
              RecoveryPeriodInDays: pointInTime.days,
              EarliestRestorableDateTime: toSeconds(window.earliest),
              LatestRestorableDateTime: toSeconds(window.latest),
            }
          : { PointInTimeRecoveryStatus: 'DISABLED' },
    },
  }
}
