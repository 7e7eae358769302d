/**
 * Runs compiled patterns by backtracking, like Java, and counts its steps: a pattern that would take
 * exponential time ends with an error instead.
 */
import type { Instruction } from './compile.ts'
import { RegexLimitError, type CharacterSet } from './syntax.ts'

type Span = Extract<Instruction, { op: 'span' }>

/** What to do when the current way fails, newest last. */
type Alternative =
  | { readonly undo: number; readonly value: number | undefined }
  | { readonly to: Instruction; readonly at: number }
  /** Characters from `least` to `at` belong to the span, one fewer each time. */
  | { readonly span: Span; readonly least: number; readonly at: number }

/** Enough for any sensible pattern; a second at most for one that backtracks without end. */
const STEPS = 200_000
const STEPS_PER_CHARACTER = 20
const MOST_STEPS = 10_000_000
/** Java's stack overflows long before. */
const MOST_ALTERNATIVES = 1_000_000

export class Matcher {
  /** The places of groups and loops. */
  slots: (number | undefined)[] = []
  readonly #text: string
  readonly #isWhole: boolean
  readonly #limit: number
  #steps = 0
  readonly #alternatives: Alternative[] = []

  constructor(text: string, isWhole: boolean) {
    this.#text = text
    this.#isWhole = isWhole
    this.#limit = Math.min(STEPS + text.length * STEPS_PER_CHARACTER, MOST_STEPS)
  }

  /** The steps that it took so far. */
  get steps(): number {
    return this.#steps
  }

  /** Returns the first place from `at` on where a match may begin, or -1. */
  seek(start: Instruction, at: number): number {
    if (start.op !== 'character') return at <= this.#text.length ? at : -1
    for (let place = at; place < this.#text.length; place++) {
      if (afterCharacter(start.accepts, this.#text, place) < 0) continue
      this.#steps += (place - at) >> 2
      return place
    }
    this.#steps += (this.#text.length - at) >> 2
    return -1
  }

  /** Returns the end of the match that begins at this place, or -1. */
  match(start: Instruction, at: number): number {
    this.slots = []
    this.#alternatives.length = 0
    return this.#run(start, at, this.#isWhole ? this.#text.length : undefined)
  }

  /** Follows the instructions from one on. `end`: where a match must end, if anywhere. */
  #run(start: Instruction, from: number, end: number | undefined): number {
    const base = this.#alternatives.length
    let instruction: Instruction | undefined = start
    let at = from
    for (;;) {
      if (++this.#steps > this.#limit || this.#alternatives.length > MOST_ALTERNATIVES)
        throw new RegexLimitError('The pattern takes too many steps.')
      if (instruction?.op === 'match') {
        if (end === undefined || at === end) return at
        instruction = undefined
      }
      const reached = instruction ? this.#perform(instruction, at) : -1
      if (instruction && reached >= 0) {
        at = reached
        instruction = instruction.op === 'split' ? instruction.first : nextOf(instruction)
        continue
      }
      const resumed = this.#resume(base)
      if (!resumed) return -1
      instruction = resumed.to
      at = resumed.at
    }
  }

  /** Returns the place behind what an instruction matches, or -1. */
  #perform(instruction: Instruction, at: number): number {
    const text = this.#text
    switch (instruction.op) {
      case 'match':
        return at
      case 'character':
        return afterCharacter(instruction.accepts, text, at)
      case 'span':
        return this.#takeSpan(instruction, at)
      case 'split':
        this.#alternatives.push({ to: instruction.second, at })
        return at
      case 'save':
        this.#alternatives.push({ undo: instruction.slot, value: this.slots[instruction.slot] })
        this.slots[instruction.slot] = at
        return at
      case 'moved':
        return this.slots[instruction.slot] === at ? -1 : at
      case 'assertion':
        return instruction.holds(text, at) ? at : -1
      case 'atomic':
        return this.#once(instruction.start, at, undefined)
      case 'look':
        return this.#looks(instruction, at) === instruction.isNegated ? -1 : at
      case 'reference':
        return this.#repeatGroup(instruction.group, instruction.ignoresCase, at)
    }
  }

  #takeSpan(span: Span, from: number): number {
    let at = from
    let least = span.least === 0 ? from : -1
    for (let count = 0; count < span.most;) {
      const after = afterCharacter(span.accepts, this.#text, at)
      if (after < 0) break
      this.#steps++
      at = after
      if (++count === span.least) least = at
    }
    if (least >= 0 && at > least) this.#alternatives.push({ span, least, at })
    return least < 0 ? -1 : at
  }

  /** Returns to the newest alternative above `base`. */
  #resume(base: number): { readonly to: Instruction; readonly at: number } | undefined {
    while (this.#alternatives.length > base) {
      const alternative = this.#alternatives.pop()
      if (!alternative) break
      if ('undo' in alternative) this.slots[alternative.undo] = alternative.value
      else if ('to' in alternative) return alternative
      else {
        const { span, least } = alternative
        const at = alternative.at - (isPair(this.#text, alternative.at - 2) ? 2 : 1)
        if (at > least) this.#alternatives.push({ span, least, at })
        return { to: span.next, at }
      }
    }
    return undefined
  }

  /** Matches in one way, and forgets the others. */
  #once(start: Instruction, at: number, end: number | undefined): number {
    const base = this.#alternatives.length
    const reached = this.#run(start, at, end)
    const added = this.#alternatives.splice(base)
    for (const alternative of added) if ('undo' in alternative) this.#alternatives.push(alternative)
    return reached
  }

  #looks({ start, isBehind }: Extract<Instruction, { op: 'look' }>, at: number): boolean {
    if (!isBehind) return this.#once(start, at, undefined) >= 0
    // Every start, the nearest first.
    for (let from = at; from >= 0; from--) if (this.#once(start, from, at) >= 0) return true
    return false
  }

  #repeatGroup(group: number, ignoresCase: boolean, at: number): number {
    const first = this.slots[group * 2]
    const last = this.slots[group * 2 + 1]
    if (first === undefined || last === undefined) return -1
    const end = at + last - first
    const fold = (text: string): string => (ignoresCase ? text.toLowerCase() : text)
    this.#steps += last - first
    const isSame = fold(this.#text.slice(first, last)) === fold(this.#text.slice(at, end))
    return isSame ? end : -1
  }
}

const nextOf = (
  instruction: Exclude<Instruction, { op: 'match' } | { op: 'split' }>,
): Instruction => instruction.next

/** The place behind an accepted character, or -1. */
function afterCharacter(accepts: CharacterSet, text: string, at: number): number {
  const code = text.codePointAt(at)
  if (code === undefined || !accepts(code)) return -1
  return at + (code > 0xffff ? 2 : 1)
}

const isPair = (text: string, at: number): boolean =>
  at >= 0 && (text.codePointAt(at) ?? 0) > 0xffff
