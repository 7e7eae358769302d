/** Many siblings alike (a loop of GetItem) are shown once, with their number. */
import { wordsOf, type TraceNode, type Words } from './trace-words.ts'

/** How many it takes. */
const FOLD_FROM = 3

/** Siblings that say the same: their number stands behind the first. */
export interface Group {
  readonly node: TraceNode
  readonly words: Words
  readonly count: number
}

export function foldAlike(nodes: readonly TraceNode[]): Group[] {
  const groups: Group[] = []
  for (let i = 0; i < nodes.length;) {
    const node = nodes[i]!
    const words = wordsOf(node.record)
    const same = node.children.length === 0 && !words.failed ? runOf(nodes, i, words) : 1
    if (same >= FOLD_FROM) {
      groups.push({ node, words, count: same })
      i += same
    } else {
      groups.push({ node, words, count: 1 })
      i++
    }
  }
  return groups
}

/** How many childless siblings from `start` on say the same. */
function runOf(nodes: readonly TraceNode[], start: number, words: Words): number {
  let end = start
  while (end < nodes.length && nodes[end]!.children.length === 0) {
    const other = wordsOf(nodes[end]!.record)
    if (other.label !== words.label || other.status !== words.status) break
    end++
  }
  return end - start
}
