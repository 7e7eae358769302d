import type { Operation } from '../../../core/world/world.ts'
import { describeTimeToLive as describe } from '../../state/describe-table.ts'
import { statusAt } from '../../schema/definition.ts'
import { validation } from '../../errors.ts'
import { existingTable } from '../../state/existing-table.ts'
import type { DynamoDbState } from '../../state/state.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'

interface Input {
  readonly TableName: string
}

const checkConstraints = constraintsFor('DescribeTimeToLive')

// AWS: API_DescribeTimeToLive.html
export const describeTimeToLive: Operation<DynamoDbState, Input> = {
  name: 'DescribeTimeToLive',
  parse: parserOf('DescribeTimeToLive'),
  run(state, input, { world }) {
    checkConstraints(input)
    const { definition } = existingTable(state, input.TableName, world)
    const status = statusAt(definition.transition, world.clock.now())
    // AWS (measured, 2026): DDB-TABLE-118
    if (status === 'CREATING' || status === 'DELETING') {
      throw validation(
        `Cannot describe time to live while table is in ${status} state: Current table state is ${status}`,
      )
    }
    return { TimeToLiveDescription: describe(definition) }
  },
}
