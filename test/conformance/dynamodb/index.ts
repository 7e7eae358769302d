/** Every case of DynamoDB, by operation. */
import type { ConformanceCase } from './case.ts'
import { constraints } from './constraints.ts'
import { deleteItem } from './delete-item.ts'
import { getItem } from './get-item.ts'
import { batchGetItem, batchWriteItem } from './batches.ts'
import { conditions } from './conditions.ts'
import { controlPlane } from './control-plane.ts'
import { indexKeys } from './index-keys.ts'
import { legacy } from './legacy.ts'
import { expressionLimits } from './observed/expression-limits.ts'
import { ghostItems } from './observed/ghost-items.ts'
import { itemSize } from './observed/item-size.ts'
import { observedPartiql } from './observed/partiql.ts'
import { refusalOrder } from './observed/refusal-order.ts'
import { renewedWords } from './observed/renewed-words.ts'
import { setOrder } from './observed/set-order.ts'
import { streamSizes } from './observed/stream-sizes.ts'
import { order } from './order.ts'
import { partiql } from './partiql.ts'
import { putItem } from './put-item.ts'
import { queryCases } from './query.ts'
import { regionalCases } from './regional.ts'
import { scanCases } from './scan.ts'
import { transactGetItems, transactWriteItems } from './transactions.ts'
import { types } from './types.ts'
import { updateItem } from './update-item.ts'
import { wire } from './wire.ts'
import { wireTypes } from './wire-types.ts'

export type { ConformanceCase } from './case.ts'

export const groups: Readonly<Record<string, readonly ConformanceCase[]>> = {
  PutItem: putItem,
  GetItem: getItem,
  UpdateItem: updateItem,
  DeleteItem: deleteItem,
  Query: queryCases,
  Scan: scanCases,
  BatchGetItem: batchGetItem,
  BatchWriteItem: batchWriteItem,
  TransactGetItems: transactGetItems,
  TransactWriteItems: transactWriteItems,
  PartiQL: partiql,
  'PartiQL, as observed': observedPartiql,
  'Conditions and filters': conditions,
  'Legacy conditions': legacy,
  'Constraints of the API model': constraints,
  'Types and limits': types,
  'Updates of missing items': ghostItems,
  'Order of sets': setOrder,
  'Sizes of stream records': streamSizes,
  'Keys of indexes': indexKeys,
  'Size of items': itemSize,
  'Expressions and limits': expressionLimits,
  'Which refusal comes first': order,
  'Which refusal comes first, observed in 2026': refusalOrder,
  'Renewed words': renewedWords,
  ...controlPlane,
  'Wire: before the service': wire,
  'Wire: JSON types': wireTypes,
  Regions: regionalCases,
}
