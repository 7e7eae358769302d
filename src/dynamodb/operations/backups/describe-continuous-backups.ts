import type { Operation } from '../../../core/world/world.ts'
import { noSuchTable } from '../../backups/errors.ts'
import { describeContinuousBackups as describe } from '../../backups/point-in-time.ts'
import { existingTable } from '../../state/existing-table.ts'
import type { DynamoDbState } from '../../state/state.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'

interface Input {
  readonly TableName: string
}

const checkConstraints = constraintsFor('DescribeContinuousBackups')

// AWS: API_DescribeContinuousBackups.html
export const describeContinuousBackups: Operation<DynamoDbState, Input> = {
  name: 'DescribeContinuousBackups',
  parse: parserOf('DescribeContinuousBackups'),
  run(state, input, { world }) {
    checkConstraints(input)
    const { definition } = existingTable(state, input.TableName, world, noSuchTable)
    return describe(definition, world)
  },
}
