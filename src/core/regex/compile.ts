/** Turns the syntax tree into instructions that point at what follows them. */
import { RegexSyntaxError, type CharacterSet, type RegexNode } from './syntax.ts'

export type Instruction =
  | { readonly op: 'match' }
  | { readonly op: 'character'; readonly accepts: CharacterSet; readonly next: Instruction }
  /** As many characters as possible, and one fewer each time the rest fails. */
  | {
      readonly op: 'span'
      readonly accepts: CharacterSet
      readonly least: number
      readonly most: number
      readonly next: Instruction
    }
  /** Tries `first`, then `second`. */
  | { readonly op: 'split'; first: Instruction; second: Instruction }
  /** Notes the place in a slot. */
  | { readonly op: 'save'; readonly slot: number; readonly next: Instruction }
  /** Fails where the slot has the same place: a repetition of nothing would never end. */
  | { readonly op: 'moved'; readonly slot: number; readonly next: Instruction }
  | {
      readonly op: 'assertion'
      readonly holds: (text: string, at: number) => boolean
      readonly next: Instruction
    }
  | {
      readonly op: 'look'
      readonly start: Instruction
      readonly isBehind: boolean
      readonly isNegated: boolean
      readonly next: Instruction
    }
  /** Matches `start` once, and never in another way. */
  | { readonly op: 'atomic'; readonly start: Instruction; readonly next: Instruction }
  | {
      readonly op: 'reference'
      readonly group: number
      readonly ignoresCase: boolean
      readonly next: Instruction
    }

const MATCH: Instruction = { op: 'match' }

/** Repetitions are copies. `(a{100}){100}` has 10,000 of them. */
const MOST_INSTRUCTIONS = 20_000

interface Compilation {
  slots: number
  instructions: number
}

/** Group n has the slots 2n and 2n + 1. Further slots belong to loops. */
export function compileNode(
  root: RegexNode,
  groups: number,
): { readonly start: Instruction; readonly instructions: number } {
  const compilation = { slots: (groups + 1) * 2, instructions: 0 }
  const start = emit(compilation, root, MATCH)
  return { start, instructions: compilation.instructions }
}

function emit(compilation: Compilation, node: RegexNode, next: Instruction): Instruction {
  if (++compilation.instructions > MOST_INSTRUCTIONS)
    throw new RegexSyntaxError('The pattern has too many repetitions.')
  switch (node.kind) {
    case 'character':
      return { op: 'character', accepts: node.accepts, next }
    case 'sequence':
      return node.nodes.reduceRight((rest, one) => emit(compilation, one, rest), next)
    case 'alternatives':
      return node.nodes
        .map((one) => emit(compilation, one, next))
        .reduceRight((second, first) => ({ op: 'split', first, second }))
    case 'repeat':
      return node.mode === 'possessive'
        ? { op: 'atomic', start: emitRepeat(compilation, node, MATCH), next }
        : emitRepeat(compilation, node, next)
    case 'group': {
      const end: Instruction = { op: 'save', slot: node.index * 2 + 1, next }
      return { op: 'save', slot: node.index * 2, next: emit(compilation, node.node, end) }
    }
    case 'atomic':
      return { op: 'atomic', start: emit(compilation, node.node, MATCH), next }
    case 'look': {
      const { isBehind, isNegated } = node
      return { op: 'look', start: emit(compilation, node.node, MATCH), isBehind, isNegated, next }
    }
    case 'reference':
      return { op: 'reference', group: node.index, ignoresCase: node.ignoresCase, next }
    case 'assertion':
      return { op: 'assertion', holds: node.holds, next }
  }
}

type Repeat = Extract<RegexNode, { kind: 'repeat' }>

function emitRepeat(compilation: Compilation, repeat: Repeat, next: Instruction): Instruction {
  const { node, least, most, mode } = repeat
  if (node.kind === 'character' && mode !== 'lazy')
    return { op: 'span', accepts: node.accepts, least, most, next }
  const choice = (again: Instruction): Extract<Instruction, { op: 'split' }> =>
    mode === 'lazy'
      ? { op: 'split', first: next, second: again }
      : { op: 'split', first: again, second: next }
  let start = next
  if (most === Infinity) {
    const loop = choice(next)
    const body = emitIteration(compilation, node, loop)
    if (mode === 'lazy') loop.second = body
    else loop.first = body
    start = loop
  } else {
    for (let count = least; count < most; count++)
      start = choice(emitIteration(compilation, node, start))
  }
  for (let count = 0; count < least; count++) start = emit(compilation, node, start)
  return start
}

/** One repetition that is not required: it must match something. */
function emitIteration(compilation: Compilation, node: RegexNode, next: Instruction): Instruction {
  const slot = compilation.slots++
  return { op: 'save', slot, next: emit(compilation, node, { op: 'moved', slot, next }) }
}
