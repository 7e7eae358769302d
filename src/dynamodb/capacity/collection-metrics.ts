/** ItemCollectionMetrics: the size of the items with one partition key, including local indexes. */
import { pickKey } from '../keys/key-checks.ts'
import { positionOf } from '../keys/positions.ts'
import type { Store } from '../storage/store.ts'
import { indexStore, type TableState } from '../storage/table.ts'
import type { Item } from '../values/values.ts'

const GB = 1024 ** 3

export interface CollectionMetrics {
  readonly ItemCollectionKey: Item
  readonly SizeEstimateRangeGB: readonly [number, number]
}

/**
 * Returns undefined unless the request asks for metrics and the table has local indexes.
 * AWS: API_ItemCollectionMetrics.html.
 * Unverified: the estimate is the pair of whole gigabytes around the size.
 */
export function toCollectionMetrics(
  table: TableState,
  item: Item,
  asked: string | undefined,
): CollectionMetrics | undefined {
  if (asked !== 'SIZE' || !table.plan.indexes.some(({ local }) => local)) return undefined
  const { key } = table.plan
  const { hash, partition } = positionOf(key, item)
  let bytes = sizeWithin(table.items, hash, partition)
  for (const { name, local } of table.plan.indexes) {
    if (local) bytes += sizeWithin(indexStore(table, name), hash, partition)
  }
  const lower = Math.floor(bytes / GB)
  return {
    ItemCollectionKey: pickKey(key.partition, item),
    SizeEstimateRangeGB: [lower, lower + 1],
  }
}

function sizeWithin(store: Store, hash: number, partition: string): number {
  let bytes = 0
  store.walk({ hash, partition, side: -1 }, { hash, partition, side: 1 }, false, ({ size }) => {
    bytes += size
    return true
  })
  return bytes
}
