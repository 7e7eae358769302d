/** UpdateItem. AWS: API_UpdateItem.html */
import type { Operation } from '../../../core/world/world.ts'
import {
  parseConditionOf,
  parseExpectedOf,
  type CheckedCondition,
} from '../../expressions/conditions.ts'
import { checkMayWrite, commitAndAnswer, type WriteInput } from '../../writes/commit.ts'
import {
  checkUpdateFits,
  returnedAttributes,
  updatedItem,
  parseUpdateOf,
  type UpdateInput,
} from '../../writes/update.ts'
import type { Update } from '../../expressions/grammar/tree.ts'
import { checkKey } from '../../keys/key-checks.ts'
import { checkParameterForms, scopeOf } from '../../expressions/parameters.ts'
import { ownTable, tableOf, type DynamoDbState } from '../../state/state.ts'
import { changeOf } from '../../storage/change.ts'
import { lookUp } from '../../storage/write.ts'
import { parserOf, regionalConstraintsFor } from '../../api/requests.ts'
import { chargesClauses, inWords } from '../../api/rollout.ts'
import { checkItemValues } from '../../values/value-checks.ts'
import type { Item } from '../../values/values.ts'

export interface UpdateItemInput extends WriteInput, UpdateInput {
  readonly Key: Item
}

const FORMS = {
  expressions: ['UpdateExpression', 'ConditionExpression'],
  legacy: ['AttributeUpdates', 'Expected'],
}
const checkConstraints = regionalConstraintsFor('UpdateItem')

export const updateItem: Operation<DynamoDbState, UpdateItemInput, object> = {
  name: 'UpdateItem',
  parse: parserOf<UpdateItemInput>('UpdateItem'),
  run(state, input, context) {
    checkConstraints(input, context.world)
    const { key, update, condition } = inWords('UpdateItem', context.world, () => check(input))
    const { plan } = tableOf(state, input.TableName, context.world.clock)
    checkKey(plan, key)
    checkUpdateFits(plan, update)

    const table = ownTable(state, input.TableName)
    const { position, old } = lookUp(table, key)
    checkMayWrite(state, table, { position, old }, condition, input)
    const stored = updatedItem(plan, update, key, old, chargesClauses(context.world))
    const change = changeOf(plan, position, old, stored)

    const answer = commitAndAnswer(table, change, input, key, context)
    const attributes = returnedAttributes(input.ReturnValues, update, old, stored)
    if (attributes) answer.Attributes = attributes
    return answer
  },
}

interface Checked {
  readonly key: Item
  readonly update: Update
  readonly condition: CheckedCondition
}

/** The checks that do not need the table, in AWS's order. */
function check(input: UpdateItemInput): Checked {
  checkParameterForms(input, FORMS)
  const key = checkItemValues(input.Key)
  if (input.UpdateExpression === undefined && input.ConditionExpression === undefined) {
    return { key, update: parseUpdateOf(input, undefined), condition: parseExpectedOf(input) }
  }
  const scope = scopeOf(input)
  const update = parseUpdateOf(input, scope)
  const condition = parseConditionOf(input, scope)
  scope.checkAllUsed()
  return { key, update, condition }
}
