/** GetItem. AWS: API_GetItem.html */
import type { Operation } from '../../../core/world/world.ts'
import { noUnits, readUnits, toConsumedCapacity } from '../../capacity/units.ts'
import type { Projection } from '../../expressions/grammar/tree.ts'
import { checkKey } from '../../keys/key-checks.ts'
import {
  checkKeyPaths,
  parseProjectionOf,
  type ProjectionInput,
} from '../../expressions/projections.ts'
import { rooms } from '../../rooms.ts'
import { tableOf, type DynamoDbState } from '../../state/state.ts'
import { lookUp } from '../../storage/write.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'
import { inWords } from '../../api/rollout.ts'
import { checkItemValues } from '../../values/value-checks.ts'
import type { Item } from '../../values/values.ts'

export interface GetItemInput extends ProjectionInput {
  readonly TableName: string
  readonly Key: Item
  readonly ConsistentRead?: boolean
  readonly ReturnConsumedCapacity?: string
}

export interface GetItemOutput {
  Item?: Item
  ConsumedCapacity?: object
}

const checkConstraints = constraintsFor('GetItem')

export const getItem: Operation<DynamoDbState, GetItemInput, GetItemOutput> = {
  name: 'GetItem',
  parse: parserOf<GetItemInput>('GetItem'),
  run(state, input, { world }) {
    checkConstraints(input)
    const { key, projection } = inWords('GetItem', world, () => check(input))
    const table = tableOf(state, input.TableName, world.clock)
    checkKey(table.plan, key)
    if (projection) checkKeyPaths(table.plan, projection.paths)

    const { old: found } = lookUp(table, key)
    const answer: GetItemOutput = {}
    if (found) {
      const { item } = found
      answer.Item = projection ? rooms.expressions().projectItem(projection, item) : item
    }
    if (input.ReturnConsumedCapacity !== undefined) {
      const units = { ...noUnits(), table: readUnits(found?.size ?? 0, input.ConsistentRead) }
      const consumed = toConsumedCapacity(input.TableName, units, input.ReturnConsumedCapacity)
      if (consumed) answer.ConsumedCapacity = consumed
    }
    return answer
  },
}

/** The checks that do not need the table, in AWS's order. */
function check(input: GetItemInput): { key: Item; projection: Projection | undefined } {
  let key = input.Key
  const projection = parseProjectionOf(input, () => {
    key = checkItemValues(key)
  })
  return { key, projection }
}
