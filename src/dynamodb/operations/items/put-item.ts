/** PutItem. AWS: API_PutItem.html */
import type { Operation } from '../../../core/world/world.ts'
import {
  parseConditionOf,
  parseExpectedOf,
  type CheckedCondition,
} from '../../expressions/conditions.ts'
import { returnValuesOfPut } from '../../writes/errors.ts'
import { checkMayWrite, commitAndAnswer, type WriteInput } from '../../writes/commit.ts'
import { checkIndexKeys, checkItemKey } from '../../keys/key-checks.ts'
import { checkLocalEntries } from '../../keys/local-entries.ts'
import { checkParameterForms, scopeOf } from '../../expressions/parameters.ts'
import { ownTable, tableOf, type DynamoDbState } from '../../state/state.ts'
import type { StoredItem } from '../../values/stored-item.ts'
import { putChange } from '../../storage/write.ts'
import { parserOf, regionalConstraintsFor } from '../../api/requests.ts'
import { inWords } from '../../api/rollout.ts'
import { checkItemValues, measureItem } from '../../values/value-checks.ts'
import type { Item } from '../../values/values.ts'

export interface PutItemInput extends WriteInput {
  readonly Item: Item
}

const FORMS = { expressions: ['ConditionExpression'], legacy: ['Expected'] }
const checkConstraints = regionalConstraintsFor('PutItem')

export const putItem: Operation<DynamoDbState, PutItemInput, object> = {
  name: 'PutItem',
  parse: parserOf<PutItemInput>('PutItem'),
  run(state, input, context) {
    checkConstraints(input, context.world)
    const { stored, condition } = inWords('PutItem', context.world, () => check(input))
    const { plan } = tableOf(state, input.TableName, context.world.clock)
    checkItemKey(plan, stored.item)
    checkIndexKeys(plan, stored.item)
    checkLocalEntries(plan, stored)

    const table = ownTable(state, input.TableName)
    const change = putChange(table, stored)
    checkMayWrite(state, table, change, condition, input)

    const answer = commitAndAnswer(table, change, input, stored.item, context)
    if (input.ReturnValues === 'ALL_OLD' && change.old) answer.Attributes = change.old.item
    return answer
  },
}

/** The checks that do not need the table, in AWS's order. */
function check(input: PutItemInput): { stored: StoredItem; condition: CheckedCondition } {
  const item = checkItemValues(input.Item)
  checkParameterForms(input, FORMS)
  const { ReturnValues } = input
  if (ReturnValues !== undefined && ReturnValues !== 'ALL_OLD' && ReturnValues !== 'NONE') {
    throw returnValuesOfPut()
  }
  const stored = measureItem(item)
  if (input.ConditionExpression === undefined) return { stored, condition: parseExpectedOf(input) }
  const scope = scopeOf(input)
  const condition = parseConditionOf(input, scope)
  scope.checkAllUsed()
  return { stored, condition }
}
