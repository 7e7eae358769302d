/**
 * The order in which Java's HashMap and HashSet (since Java 8) iterate over strings. AWS reports
 * members in it.
 */

const hashOf = (text: string): number => {
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
  return hash ^ (hash >>> 16)
}

const USUAL_CAPACITY = 16
const LOAD_FACTOR = 0.75

/**
 * Sorts `items` by the places of their names in a `new HashMap(capacity)` that was filled in the
 * given order.
 */
export function inJavaOrder<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  capacity: number = USUAL_CAPACITY,
): Item[] {
  let buckets = 1
  while (buckets < capacity) buckets *= 2
  while (items.length > buckets * LOAD_FACTOR) buckets *= 2
  return items
    .map((item, place) => ({ item, place, bucket: hashOf(nameOf(item)) & (buckets - 1) }))
    .sort((a, b) => a.bucket - b.bucket || a.place - b.place)
    .map(({ item }) => item)
}
