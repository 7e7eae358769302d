import type { Operation } from '../../../core/world/world.ts'
import { invalidRequest, noSuchTable } from '../../backups/errors.ts'
import { describeContinuousBackups } from '../../backups/point-in-time.ts'
import { existingTable } from '../../state/existing-table.ts'
import { ownTable, setDefinition, type DynamoDbState } from '../../state/state.ts'
import { constraintsFor, inputShapeOf, parserOf } from '../../api/requests.ts'

interface Input {
  readonly TableName: string
  readonly PointInTimeRecoverySpecification: {
    readonly PointInTimeRecoveryEnabled: boolean
    readonly RecoveryPeriodInDays?: number
  }
}

const checkConstraints = constraintsFor('UpdateContinuousBackups')
const DEFAULT_DAYS = 35

// AWS: API_UpdateContinuousBackups.html; (measured, 2026): DDB-TABLE-083 to 085
export const updateContinuousBackups: Operation<DynamoDbState, Input> = {
  name: 'UpdateContinuousBackups',
  parse: parserOf('UpdateContinuousBackups'),
  inputShape: () => inputShapeOf('UpdateContinuousBackups'),
  run(state, input, { world }) {
    checkConstraints(input)
    const { PointInTimeRecoveryEnabled: enabled, RecoveryPeriodInDays: days } =
      input.PointInTimeRecoverySpecification
    if (!enabled && days !== undefined) {
      throw invalidRequest(
        'Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.',
      )
    }
    const { definition } = existingTable(state, input.TableName, world, noSuchTable)
    const table = ownTable(state, definition.name)
    const { pointInTime: old, ...rest } = definition
    if (enabled) {
      const enabledAt = old?.enabledAt ?? world.clock.now()
      const period = days ?? old?.days ?? DEFAULT_DAYS
      setDefinition(table, { ...definition, pointInTime: { enabledAt, days: period } })
    } else {
      setDefinition(table, rest)
      table.past = []
    }
    return describeContinuousBackups(table.definition, world)
  },
}
