import type { Operation } from '../../../core/world/world.ts'
import { statusAt } from '../../schema/definition.ts'
import { validation } from '../../errors.ts'
import { tableInUse } from '../../schema/errors.ts'
import { rooms } from '../../rooms.ts'
import { existingTable } from '../../state/existing-table.ts'
import { ownTable, setDefinition, type DynamoDbState } from '../../state/state.ts'
import { scheduleSweep } from '../../state/maintenance.ts'
import { constraintsFor, inputShapeOf, parserOf } from '../../api/requests.ts'

interface Input {
  readonly TableName: string
  readonly TimeToLiveSpecification: { readonly Enabled: boolean; readonly AttributeName: string }
}

const checkConstraints = constraintsFor('UpdateTimeToLive')
// AWS (measured, 2026): DDB-TABLE-143: AWS refused a change after 30.2 minutes and accepted it
// after 31.2.
const COOLDOWN_MS = 31 * 60_000

// AWS: API_UpdateTimeToLive.html; (measured, 2026): DDB-TABLE-146, DDB-TABLE-147
export const updateTimeToLive: Operation<DynamoDbState, Input> = {
  name: 'UpdateTimeToLive',
  parse: parserOf('UpdateTimeToLive'),
  inputShape: () => inputShapeOf('UpdateTimeToLive'),
  run(state, input, { world }) {
    checkConstraints(input)
    const { definition } = existingTable(state, input.TableName, world)
    const now = world.clock.now()
    if (statusAt(definition.transition, now) === 'CREATING') {
      throw tableInUse('CREATING', definition.name)
    }
    const { Enabled: enabled, AttributeName: attribute } = input.TimeToLiveSpecification
    if (definition.replication) rooms.replication().checkTimeToLive(definition)
    const old = definition.timeToLive
    if (!enabled && !old?.enabled) throw validation('TimeToLive is already disabled')
    if (old?.enabled && old.attribute !== attribute) {
      throw validation(
        `TimeToLive is active on a different AttributeName: current AttributeName is ${old.attribute}`,
      )
    }
    if (enabled && old?.enabled) throw validation('TimeToLive is already enabled')
    if (old && now < old.changedAt + COOLDOWN_MS) {
      throw validation('Time to live has been modified multiple times within a fixed interval')
    }
    const table = ownTable(state, definition.name)
    setDefinition(table, { ...definition, timeToLive: { attribute, enabled, changedAt: now } })
    if (enabled) scheduleSweep(state, world)
    if (definition.replication) rooms.replication().syncTimeToLive(table.definition, world)
    return { TimeToLiveSpecification: { Enabled: enabled, AttributeName: attribute } }
  },
}
