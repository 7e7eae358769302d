/** TransactGetItems. AWS: API_TransactGetItems.html */
import type { Operation } from '../../../core/world/world.ts'
import { readUnits } from '../../capacity/units.ts'
import { transactionCancelled, transactionTooLarge } from '../../transactions/errors.ts'
import { TRANSACTION_BYTES } from '../../limits.ts'
import { tableOf, type DynamoDbState } from '../../state/state.ts'
import { lookUp } from '../../storage/write.ts'
import { TRANSACTION_FACTOR, UnitsByTable } from '../../transactions/capacity.ts'
import {
  cancellationOf,
  toGet,
  toResponse,
  type TransactGetItem,
} from '../../transactions/reads.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'
import type { Item } from '../../values/values.ts'

export interface TransactGetItemsInput {
  readonly TransactItems: readonly TransactGetItem[]
  readonly ReturnConsumedCapacity?: string
}

export interface TransactGetItemsOutput {
  Responses: { Item?: Item }[]
  ConsumedCapacity?: object[]
}

const checkConstraints = constraintsFor('TransactGetItems')

export const transactGetItems: Operation<
  DynamoDbState,
  TransactGetItemsInput,
  TransactGetItemsOutput
> = {
  name: 'TransactGetItems',
  parse: parserOf<TransactGetItemsInput>('TransactGetItems'),
  run(state, input, { world }) {
    checkConstraints(input)
    const gets = input.TransactItems.map(toGet)
    const bound = gets.map((get) => ({ get, table: tableOf(state, get.tableName, world.clock) }))
    const reasons = cancellationOf(state, bound)
    if (reasons) throw transactionCancelled(reasons)

    const found = bound.map(({ get, table }) => ({ get, stored: lookUp(table, get.key).old }))
    const bytes = found.reduce((sum, { stored }) => sum + (stored?.size ?? 0), 0)
    if (bytes > TRANSACTION_BYTES) throw transactionTooLarge()
    const output: TransactGetItemsOutput = {
      Responses: found.map(({ get, stored }) => toResponse(stored, get.projection)),
    }
    const units = new UnitsByTable()
    for (const { get, stored } of found) {
      const size = stored?.size ?? 0
      units.of(get.tableName).table += readUnits(size, true) * TRANSACTION_FACTOR
    }
    const consumed = units.toConsumedCapacity(input.ReturnConsumedCapacity, 'ReadCapacityUnits')
    if (consumed) output.ConsumedCapacity = consumed
    return output
  },
}
