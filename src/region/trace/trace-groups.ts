/**
 * Folds many similar siblings of a trace (a loop of GetItem, a batch of writes) into one line with
 * their number.
 */
import { wordsOf, type TraceNode, type Words } from './trace-words.ts'

/** How many similar siblings are folded. */
const FOLD_FROM = 3
/** Writes are folded later: a few of them are worth a line each, for their keys. */
const FOLD_WRITES_FROM = 6

/** Siblings with the same words. The trace shows the first one, with their number. */
export interface Group {
  readonly node: TraceNode
  readonly words: Words
  readonly count: number
  readonly nodes: readonly TraceNode[]
  /** The children of all of them. */
  readonly children: readonly TraceNode[]
}

export function foldAlike(nodes: readonly TraceNode[]): Group[] {
  const groups: Group[] = []
  for (let i = 0; i < nodes.length;) {
    const node = nodes[i]
    if (!node) break
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

/**
 * A record that led only to writes, and these to nothing. Anything further deserves its own lines.
 */
const isSimple = ({ children }: TraceNode, { failed }: Words): boolean =>
  !failed && children.every((child) => isWrite(child) && child.children.length === 0)

/** Counts the simple siblings from `start` that have the same words. At least 1. */
function runOf(nodes: readonly TraceNode[], start: number, words: Words): number {
  let written: boolean | undefined
  let end = start
  for (; end < nodes.length; end++) {
    const node = nodes[end]
    if (!node) break
    const other = end === start ? words : wordsOf(node.record)
    if (!isSimple(node, other)) break
    if (hasWritten(node) !== (written ??= hasWritten(node))) break
    if (other.common !== words.common || other.status !== words.status) break
  }
  return Math.max(1, end - start)
}
