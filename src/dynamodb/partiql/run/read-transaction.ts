/** Runs a transaction of SELECTs. */
import type { CallContext } from '../../../core/world/world.ts'
import { readUnits } from '../../capacity/units.ts'
import { transactionCancelled } from '../../transactions/errors.ts'
import type { DynamoDbState } from '../../state/state.ts'
import { lookUp } from '../../storage/write.ts'
import { TRANSACTION_FACTOR, UnitsByTable } from '../../transactions/capacity.ts'
import { cancellationOf } from '../../transactions/reads.ts'
import { selectColumns } from '../plan/columns.ts'
import type { SelectStatement } from '../grammar/statement.ts'
import type { Member, TransactionOutput } from './transaction.ts'
import { inStatement } from './transact-statement.ts'
import { toBoundGet } from './transaction-gets.ts'

/** Reads the items of the statements, or throws the cancellation. */
export function readAll(
  state: DynamoDbState,
  members: readonly Member<SelectStatement>[],
  mode: string | undefined,
  { world }: CallContext,
): TransactionOutput {
  const bound = members.map(({ statement, at }) => ({
    ...inStatement(at, () => toBoundGet(state, statement, 'ExecuteTransaction', world.clock)),
    columns: statement.columns,
  }))
  const reasons = cancellationOf(state, bound)
  if (reasons) throw transactionCancelled(reasons)
  const units = new UnitsByTable()
  const Responses = bound.map(({ get, table, columns }) => {
    const { old } = lookUp(table, get.key)
    units.of(get.tableName).table += readUnits(old?.size ?? 0, true) * TRANSACTION_FACTOR
    return old ? { Item: columns ? selectColumns(old.item, columns) : old.item } : {}
  })
  const output: TransactionOutput = { Responses }
  const consumed = units.toConsumedCapacity(mode, 'ReadCapacityUnits')
  if (consumed) output.ConsumedCapacity = consumed
  return output
}
