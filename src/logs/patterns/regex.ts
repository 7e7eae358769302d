/**
 * The regular expressions of filter patterns: `%[Ee]rror|[Ff]ail%`. They have no groups. Matching
 * follows all ways at once, so that no expression takes longer than its length times the text's.
 *
 * AWS: FilterAndPatternSyntax.html, "Supported regular expressions (regex) syntax"
 */
import { invalidCharacters, invalidPattern } from '../errors.ts'

/** Returns whether an expression matches anywhere in a text. */
export type Regex = (text: string) => boolean

type CharacterTest = (code: number) => boolean

/** One step of an alternative: a character, or a place (`^`, `$`). */
interface Step {
  readonly test: CharacterTest | undefined
  readonly place?: '^' | '$'
  readonly isOptional: boolean
  readonly isRepeated: boolean
}

/** More steps than any honest expression has: `a{1000}` twenty times. */
const MOST_STEPS = 20_000
const ALLOWED = /^[A-Za-z0-9:_#=@/;,\- ^$?[\]{}|\\*+.]*$/

export function compileRegex(source: string): Regex {
  if (source === '') throw invalidPattern()
  if (!ALLOWED.test(source)) {
    throw invalidCharacters(/[^A-Za-z0-9:_#=@/;,\- ^$?[\]{}|\\*+.]+/.exec(source)?.[0] ?? '')
  }
  const alternatives = new RegexParser(source).alternatives()
  return (text) => alternatives.some((steps) => isFound(steps, text))
}

class RegexParser {
  readonly #source: string
  #at = 0

  constructor(source: string) {
    this.#source = source
  }

  alternatives(): readonly (readonly Step[])[] {
    const found: Step[][] = [[]]
    let count = 0
    while (this.#at < this.#source.length) {
      if (this.#source[this.#at] === '|') {
        this.#at++
        found.push([])
        continue
      }
      const steps = this.#steps()
      count += steps.length
      if (count > MOST_STEPS) throw invalidPattern()
      // Not by a spread: an expression may have thousands of steps.
      for (const step of steps) found.at(-1)?.push(step)
    }
    if (found.some((steps) => steps.length === 0)) throw invalidPattern()
    return found
  }

  /** One character with its quantifier, written out: `a{1,3}` is `a`, `a?`, `a?`. */
  #steps(): readonly Step[] {
    const character = this.#source[this.#at]
    if (character === '^' || character === '$') {
      this.#at++
      return [{ test: undefined, place: character, isOptional: false, isRepeated: false }]
    }
    const test = this.#character()
    const { least, most } = this.#quantifier()
    const step = { test, isOptional: false, isRepeated: false }
    const steps: Step[] = Array.from({ length: least }, () => step)
    if (most === Infinity) steps.push({ test, isOptional: true, isRepeated: true })
    else for (let i = least; i < most; i++) steps.push({ ...step, isOptional: true })
    return steps
  }

  #character(): CharacterTest {
    const character = this.#source.charAt(this.#at++)
    if (character === '[') return this.#class()
    if (character === '.') return () => true
    if (character === '\\') return this.#escape()
    if ('?*+{}]'.includes(character)) throw invalidPattern()
    return isCode(character.charCodeAt(0))
  }

  #escape(): CharacterTest {
    const character = this.#source.charAt(this.#at++)
    const named = CLASSES[character]
    if (named) return named
    if (character === 'x') {
      const digits = this.#source.slice(this.#at, this.#at + 2)
      if (!/^[0-9A-Fa-f]{2}$/.test(digits)) throw invalidPattern()
      this.#at += 2
      return isCode(Number.parseInt(digits, 16))
    }
    if (character === '' || /[A-Za-z0-9]/.test(character)) throw invalidPattern()
    return isCode(character.charCodeAt(0))
  }

  /** `[^a-z\d_]` */
  #class(): CharacterTest {
    const isNegated = this.#source[this.#at] === '^'
    if (isNegated) this.#at++
    const tests: CharacterTest[] = []
    while (this.#source[this.#at] !== ']') {
      if (this.#at >= this.#source.length) throw invalidPattern()
      const first = this.#source.charAt(this.#at++)
      const last = this.#source.charAt(this.#at + 1)
      if (first === '\\') tests.push(this.#escape())
      else if (this.#source[this.#at] === '-' && last !== ']' && last !== '') {
        this.#at += 2
        tests.push(isBetween(first.charCodeAt(0), last.charCodeAt(0)))
      } else tests.push(isCode(first.charCodeAt(0)))
    }
    this.#at++
    if (tests.length === 0) throw invalidPattern()
    return (code) => tests.some((test) => test(code)) !== isNegated
  }

  #quantifier(): { readonly least: number; readonly most: number } {
    const character = this.#source[this.#at]
    const simple = QUANTIFIERS[character ?? '']
    if (simple) {
      this.#at++
      return simple
    }
    if (character !== '{') return { least: 1, most: 1 }
    const [whole, from = '', comma, to = ''] =
      /^\{(\d{1,4})(,?)(\d{0,4})\}/.exec(this.#source.slice(this.#at)) ?? []
    if (whole === undefined) throw invalidPattern()
    this.#at += whole.length
    const least = Number(from)
    const most = comma === '' ? least : to === '' ? Infinity : Number(to)
    if (most < least) throw invalidPattern()
    return { least, most }
  }
}

const isCode =
  (wanted: number): CharacterTest =>
  (code) =>
    code === wanted

const isBetween = (from: number, to: number): CharacterTest => {
  if (to < from) throw invalidPattern()
  return (code) => code >= from && code <= to
}

const isDigit = isBetween(48, 57)
const isSpace: CharacterTest = (code) => code === 32 || (code >= 9 && code <= 13)
const isWord: CharacterTest = (code) =>
  isDigit(code) || code === 95 || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)

const CLASSES: Readonly<Record<string, CharacterTest>> = {
  d: isDigit,
  D: (code) => !isDigit(code),
  s: isSpace,
  S: (code) => !isSpace(code),
  w: isWord,
  W: (code) => !isWord(code),
}

const QUANTIFIERS: Readonly<Record<string, { readonly least: number; readonly most: number }>> = {
  '?': { least: 0, most: 1 },
  '*': { least: 0, most: Infinity },
  '+': { least: 1, most: Infinity },
}

/** Follows every way through the steps at once, from every place in the text. */
function isFound(steps: readonly Step[], text: string): boolean {
  // Java's `$` also matches before a last line break, and Lambda's messages end with one.
  const end = text.endsWith('\n') ? text.length - 1 : text.length
  const isPlace = (place: '^' | '$', at: number): boolean =>
    place === '^' ? at === 0 : at === end || at === text.length
  let states = new Set<number>()
  const enter = (into: Set<number>, from: number, at: number): void => {
    for (let state = from; ; state++) {
      if (into.has(state)) return
      const step = steps[state]
      if (step?.place !== undefined) {
        if (!isPlace(step.place, at)) return
        continue
      }
      into.add(state)
      if (!step?.isOptional) return
    }
  }
  for (let at = 0; ; at++) {
    enter(states, 0, at)
    if (states.has(steps.length)) return true
    if (at >= text.length) return false
    const code = text.charCodeAt(at)
    const following = new Set<number>()
    for (const state of states) {
      const step = steps[state]
      if (step?.test?.(code) !== true) continue
      enter(following, step.isRepeated ? state : state + 1, at + 1)
    }
    states = following
  }
}
