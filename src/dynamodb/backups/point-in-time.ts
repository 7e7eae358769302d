/**
 * Point-in-time recovery: its window and its description. AWS (measured, 2026): DDB-TABLE-083 to
 * 086.
 */
import type { World } from '../../core/world/world.ts'
import type { TableDefinition } from '../schema/definition.ts'
import { toSeconds } from '../state/describe-table.ts'

const DAY_MS = 24 * 3_600_000
const LAG_MS = 5 * 60_000

export interface Window {
  readonly earliest: number
  readonly latest: number
}

/**
 * The times that AWS can restore: not the last five minutes. Undefined while recovery is not
 * enabled.
 */
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

/** The response of DescribeContinuousBackups and UpdateContinuousBackups. */
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
