/** The operations on items: one, several, queries and scans. */
import type { Operation } from '../../core/world.ts'
import type { DynamoDbState } from '../state/state.ts'
import { batchGetItem } from './items/batch-get-item.ts'
import { batchWriteItem } from './items/batch-write-item.ts'
import { deleteItem } from './items/delete-item.ts'
import { getItem } from './items/get-item.ts'
import { putItem } from './items/put-item.ts'
import { query } from './items/query.ts'
import { scan } from './items/scan.ts'
import { transactGetItems } from './items/transact-get-items.ts'
import { transactWriteItems } from './items/transact-write-items.ts'
import { updateItem } from './items/update-item.ts'

export const ofItems: readonly Operation<DynamoDbState>[] = [
  batchGetItem,
  batchWriteItem,
  deleteItem,
  getItem,
  putItem,
  query,
  scan,
  transactGetItems,
  transactWriteItems,
  updateItem,
]
