import type { Operation } from '../../../core/world/world.ts'
import { describeTable as describe } from '../../state/describe-table.ts'
import type { DynamoDbState } from '../../state/state.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'
import { existingTable } from '../../state/existing-table.ts'

interface Input {
  readonly TableName: string
}

const checkConstraints = constraintsFor('DescribeTable')

// AWS: API_DescribeTable.html
export const describeTable: Operation<DynamoDbState, Input> = {
  name: 'DescribeTable',
  parse: parserOf('DescribeTable'),
  run(state, input, { world }) {
    checkConstraints(input)
    const table = existingTable(state, input.TableName, world)
    return { Table: describe(table, world.clock.now()) }
  },
}
