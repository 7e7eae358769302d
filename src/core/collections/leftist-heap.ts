/**
 * A priority queue that never changes: each operation returns another heap. So forks share it at no
 * cost, and adding and removing take logarithmic time in every fork. (Heaps that are fast only on
 * average would do their slow work again in each fork.)
 */

export interface Heap<Entry> {
  readonly entry: Entry
  readonly size: number
  /** The length of the path to the right, which is at most logarithmic. */
  readonly rank: number
  readonly left: Heap<Entry> | undefined
  readonly right: Heap<Entry> | undefined
}

/** Undefined is the empty heap. */
export type MaybeHeap<Entry> = Heap<Entry> | undefined

/** Negative if `a` leaves before `b`. */
export type Compare<Entry> = (a: Entry, b: Entry) => number

export function push<Entry>(
  heap: MaybeHeap<Entry>,
  entry: Entry,
  compare: Compare<Entry>,
): Heap<Entry> {
  const node = { entry, size: 1, rank: 1, left: undefined, right: undefined }
  return heap ? merge(heap, node, compare) : node
}

/** Returns the heap without its first entry. */
export const pop = <Entry>(
  { left, right }: Heap<Entry>,
  compare: Compare<Entry>,
): MaybeHeap<Entry> => (left && right ? merge(left, right, compare) : (left ?? right))

/** Iterates in no particular order. Not recursive: a path to the left may be long. */
export function* entriesOf<Entry>(heap: MaybeHeap<Entry>): Generator<Entry, undefined> {
  const stack = heap ? [heap] : []
  for (let node; (node = stack.pop());) {
    yield node.entry
    if (node.left) stack.push(node.left)
    if (node.right) stack.push(node.right)
  }
}

function merge<Entry>(a: Heap<Entry>, b: Heap<Entry>, compare: Compare<Entry>): Heap<Entry> {
  const [first, second] = compare(a.entry, b.entry) <= 0 ? [a, b] : [b, a]
  const merged = first.right ? merge(first.right, second, compare) : second
  const { entry, left } = first
  const size = a.size + b.size
  if (!left) return { entry, size, rank: 1, left: merged, right: undefined }
  return left.rank >= merged.rank
    ? { entry, size, rank: merged.rank + 1, left, right: merged }
    : { entry, size, rank: left.rank + 1, left: merged, right: left }
}
