/** Many siblings alike (a loop of GetItem, a batch of writes) are shown once, with their number. */
import { wordsOf, type TraceNode, type Words } from './trace-words.ts'

/** How many it takes. */
const FOLD_FROM = 3
/** Which keys were written is worth a line each while they are few. */
const FOLD_WRITES_FROM = 6

/** Siblings that say the same: their number stands behind the first. */
export interface Group {
  readonly node: TraceNode
  readonly words: Words
  readonly count: number
  readonly nodes: readonly TraceNode[]
  /** What all of them caused. */
  readonly children: readonly TraceNode[]
}

export function foldAlike(nodes: readonly TraceNode[]): Group[] {
  const groups: Group[] = []
  for (let i = 0; i < nodes.length;) {
    const node = nodes[i]!
    const words = wordsOf(node.record)
    const same = runOf(nodes, i, words)
    if (same >= (hasWritten(node) ? FOLD_WRITES_FROM : FOLD_FROM)) {
      const alike = nodes.slice(i, i + same)
      const children = alike.flatMap((each) => each.children)
      groups.push({ node, words, count: same, nodes: alike, children })
      i += same
    } else {
      groups.push({ node, words, count: 1, nodes: [node], children: node.children })
      i++
    }
  }
  return groups
}

const isWrite = ({ record }: TraceNode): boolean => record.kind === 'write'
const hasWritten = (node: TraceNode): boolean => isWrite(node) || node.children.length > 0

/** One that led to nothing but writes, whatever they led to in turn: those are told for themselves. */
const isSimple = ({ children }: TraceNode, { failed }: Words): boolean =>
  !failed && children.every((child) => isWrite(child) && child.children.length === 0)

/** How many simple siblings from `start` on say the same. */
function runOf(nodes: readonly TraceNode[], start: number, words: Words): number {
  let end = start
  for (; end < nodes.length; end++) {
    const other = end === start ? words : wordsOf(nodes[end]!.record)
    if (!isSimple(nodes[end]!, other)) break
    if (hasWritten(nodes[end]!) !== hasWritten(nodes[start]!)) break
    if (other.common !== words.common || other.status !== words.status) break
  }
  return Math.max(1, end - start)
}
