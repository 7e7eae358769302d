/** DeleteItem. AWS: API_DeleteItem.html */
import type { Operation } from '../../../core/world/world.ts'
import {
  parseConditionOf,
  parseExpectedOf,
  type CheckedCondition,
} from '../../expressions/conditions.ts'
import { returnValuesOfPut } from '../../writes/errors.ts'
import { checkMayWrite, commitAndAnswer, type WriteInput } from '../../writes/commit.ts'
import { checkKey } from '../../keys/key-checks.ts'
import { checkParameterForms, scopeOf } from '../../expressions/parameters.ts'
import { ownTable, tableOf, type DynamoDbState } from '../../state/state.ts'
import { deleteChange } from '../../storage/write.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'
import { inWords } from '../../api/rollout.ts'
import { checkItemValues } from '../../values/value-checks.ts'
import type { Item } from '../../values/values.ts'

export interface DeleteItemInput extends WriteInput {
  readonly Key: Item
}

const FORMS = { expressions: ['ConditionExpression'], legacy: ['Expected'] }
const checkConstraints = constraintsFor('DeleteItem')

export const deleteItem: Operation<DynamoDbState, DeleteItemInput, object> = {
  name: 'DeleteItem',
  parse: parserOf<DeleteItemInput>('DeleteItem'),
  run(state, input, context) {
    checkConstraints(input)
    const { key, condition } = inWords('DeleteItem', context.world, () => check(input))
    const { plan } = tableOf(state, input.TableName, context.world.clock)
    checkKey(plan, key)

    const table = ownTable(state, input.TableName)
    const change = deleteChange(table, key)
    checkMayWrite(state, table, change, condition, input)

    const answer = commitAndAnswer(table, change, input, key, context)
    if (input.ReturnValues === 'ALL_OLD' && change.old) answer.Attributes = change.old.item
    return answer
  },
}

/** The checks that do not need the table, in AWS's order. */
function check(input: DeleteItemInput): { key: Item; condition: CheckedCondition } {
  checkParameterForms(input, FORMS)
  const key = checkItemValues(input.Key)
  const { ReturnValues } = input
  if (ReturnValues !== undefined && ReturnValues !== 'ALL_OLD' && ReturnValues !== 'NONE') {
    throw returnValuesOfPut()
  }
  if (input.ConditionExpression === undefined) return { key, condition: parseExpectedOf(input) }
  const scope = scopeOf(input)
  const condition = parseConditionOf(input, scope)
  scope.checkAllUsed()
  return { key, condition }
}
