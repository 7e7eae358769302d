import type { Operation, World } from '../../../core/world/world.ts'
import { parseArn } from '../../../core/arn.ts'
import { invalidRequest, noPointInTime, noSuchTable, outsideWindow } from '../../backups/errors.ts'
import { restorableWindow } from '../../backups/point-in-time.ts'
import type { RestoreOverrides } from '../../backups/restore-overrides.ts'
import { checkTarget, restoreTable } from '../../backups/restore.ts'
import { missingParameter, validation } from '../../errors.ts'
import { existingTable } from '../../state/existing-table.ts'
import type { DynamoDbState, TableState } from '../../state/state.ts'
import { contentAt } from '../../storage/history.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'

interface Input extends RestoreOverrides {
  readonly SourceTableArn?: string
  readonly SourceTableName?: string
  readonly TargetTableName: string
  readonly UseLatestRestorableTime?: boolean
  readonly RestoreDateTime?: number
}

const checkConstraints = constraintsFor('RestoreTableToPointInTime')

// AWS: API_RestoreTableToPointInTime.html; (measured, 2026): DDB-TABLE-100, DDB-TABLE-272
export const restoreTableToPointInTime: Operation<DynamoDbState, Input> = {
  name: 'RestoreTableToPointInTime',
  parse: parserOf('RestoreTableToPointInTime'),
  run(state, input, { world }) {
    const source = checkShape(input)
    checkTarget(input.TargetTableName)
    checkConstraints(input)
    const table = existingTable(state, source, world, noSuchTable)
    const time = restoreTime(table, input, world)
    const { definition } = table
    return restoreTable(
      state,
      {
        target: input.TargetTableName,
        source: definition,
        content: contentAt(table, time),
        overrides: input,
        summary: { tableArn: definition.arn, at: time },
        sourceArn: definition.arn,
        operation: 'RestoreTableToPointInTime',
      },
      world,
    )
  },
}

/** Checks which members are present. Returns the name or ARN of the source table. */
function checkShape(input: Input): string {
  const { SourceTableArn: arn, SourceTableName: name } = input
  if (arn !== undefined && name !== undefined) {
    throw validation('Must provide exactly one of: sourceTableArn, sourceTableName')
  }
  const source = name ?? arn
  if (source === undefined) throw validation(missingParameter('TableName'))
  if (arn !== undefined && !parseArn(arn)) throw validation('sourceTableArn is not a valid ARN')
  const latest = input.UseLatestRestorableTime === true
  if (latest && input.RestoreDateTime !== undefined) {
    throw invalidRequest(
      'Both RestoreDateTime and UseLatestRestorableTime cannot be set for point-in-time restore request. Please use either one of them.',
    )
  }
  if (!latest && input.RestoreDateTime === undefined) {
    throw invalidRequest(
      'Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both',
    )
  }
  return source
}

function restoreTime({ definition }: TableState, input: Input, world: World): number {
  const window = restorableWindow(definition, world)
  if (!window) throw noPointInTime(definition.name)
  if (input.RestoreDateTime === undefined) return window.latest
  const asked = input.RestoreDateTime * 1000
  // AWS restores to whole seconds.
  if (toSecond(asked) < toSecond(window.earliest) || toSecond(asked) > toSecond(window.latest)) {
    throw outsideWindow(print(asked), print(window.earliest), print(window.latest))
  }
  return asked
}

const toSecond = (time: number): number => Math.floor(time / 1000)
const print = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`
