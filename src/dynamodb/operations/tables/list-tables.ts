import type { Operation } from '../../../core/world/world.ts'
import { isGone } from '../../state/existing-table.ts'
import type { DynamoDbState } from '../../state/state.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'

interface Input {
  readonly ExclusiveStartTableName?: string
  readonly Limit?: number
}

const checkConstraints = constraintsFor('ListTables')
const MOST = 100

// AWS: API_ListTables.html; names are sorted by bytes.
export const listTables: Operation<DynamoDbState, Input> = {
  name: 'ListTables',
  parse: parserOf('ListTables'),
  run(state, input, { world }) {
    checkConstraints(input)
    const { ExclusiveStartTableName: start, Limit: limit = MOST } = input
    const now = world.clock.now()
    const names = [...state.tables.values()]
      .filter(({ definition }) => !isGone(definition, now))
      .map(({ definition }) => definition.name)
      .filter((name) => start === undefined || name > start)
      .sort()
    const page = names.slice(0, limit)
    return {
      TableNames: page,
      ...(names.length > limit && { LastEvaluatedTableName: page[page.length - 1] }),
    }
  },
}
