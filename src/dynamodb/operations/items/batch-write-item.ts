/** BatchWriteItem. AWS: API_BatchWriteItem.html */
import type { CallContext, Operation } from '../../../core/world/world.ts'
import {
  checkAgainstTables,
  checkBatchWrite,
  type BatchWriteItemInput,
  type PlacedWrite,
  type WriteRequest,
} from '../../writes/batch-write.ts'
import {
  addWriteUnits,
  isAsked,
  noUnits,
  toConsumedCapacity,
  type Units,
} from '../../capacity/units.ts'
import { toCollectionMetrics, type CollectionMetrics } from '../../capacity/collection-metrics.ts'
import { isLocked } from '../../state/locks.ts'
import { ownTable, tableOf, type DynamoDbState } from '../../state/state.ts'
import { changeAt, commitWrite } from '../../storage/write.ts'
import { textReaderOf } from '../../api/read-text.ts'
import { parserOf, regionalConstraintsFor } from '../../api/requests.ts'
import { batchWriteItem as batchWriteItemShape } from '../../api/shapes/batches.ts'

export interface BatchWriteItemOutput {
  UnprocessedItems: Record<string, WriteRequest[]>
  ItemCollectionMetrics?: Record<string, CollectionMetrics[]>
  ConsumedCapacity?: object[]
}

const checkConstraints = regionalConstraintsFor('BatchWriteItem')

export const batchWriteItem: Operation<DynamoDbState, BatchWriteItemInput, BatchWriteItemOutput> = {
  name: 'BatchWriteItem',
  parse: parserOf<BatchWriteItemInput>('BatchWriteItem'),
  read: textReaderOf<BatchWriteItemInput>(batchWriteItemShape),
  run(state, input, context) {
    checkConstraints(input, context.world)
    const writes = checkBatchWrite(input)
    const { clock } = context.world
    const placed = checkAgainstTables(writes, (name) => tableOf(state, name, clock))
    return writeAll(state, placed, input, context)
  },
}

function writeAll(
  state: DynamoDbState,
  writes: readonly PlacedWrite[],
  { ReturnConsumedCapacity: mode, ReturnItemCollectionMetrics: sizes }: BatchWriteItemInput,
  context: CallContext,
): BatchWriteItemOutput {
  const output: BatchWriteItemOutput = { UnprocessedItems: {} }
  const consumed = new Map<string, Units>()
  const processed = writes.length - (context.unprocessed ?? 0)
  let i = 0
  for (const { write, position } of writes) {
    const { name, stored, key } = write
    const table = ownTable(state, name)
    // Unverified: a request on an item that a pending transaction holds stays unprocessed.
    if (i++ >= processed || isLocked(state, table, position)) {
      ;(output.UnprocessedItems[name] ??= []).push(write.request)
      continue
    }
    const change = changeAt(table, position, stored)
    if (isAsked(mode)) {
      let units = consumed.get(name)
      if (!units) consumed.set(name, (units = noUnits()))
      addWriteUnits(units, table, change)
    }
    commitWrite(table, change, context)
    const metrics = toCollectionMetrics(table, key, sizes)
    if (metrics) ((output.ItemCollectionMetrics ??= {})[name] ??= []).push(metrics)
  }
  if (isAsked(mode)) {
    output.ConsumedCapacity = [...consumed].map(([name, units]) =>
      toConsumedCapacity(name, units, mode),
    )
  }
  return output
}
