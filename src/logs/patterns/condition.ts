/** The right side of a condition: `= "UpdateTrail"`, `!= 123.123.*`, `>= 500`, `= %Trail%`. */
import type { Scanner } from './scanner.ts'

/** A value of a log event that a condition looks at: a JSON value, or the text of a field. */
export type ConditionValue = string | number

export type Condition = (value: ConditionValue) => boolean

const OPERATORS = ['!=', '>=', '<=', '=', '>', '<'] as const
type Operator = (typeof OPERATORS)[number]

/** `bare`: the characters that a value without quotation marks may have. */
export function parseCondition(scanner: Scanner, bare: RegExp): Condition {
  const operator = OPERATORS.find((each) => scanner.take(each))
  if (!operator) throw scanner.refuse()
  scanner.skipSpaces()
  if (scanner.next === '%') {
    if (operator !== '=' && operator !== '!=') throw scanner.refuse()
    const regex = scanner.regex()
    const wanted = operator === '='
    return (value) => regex(String(value)) === wanted
  }
  if (scanner.next === '"') return textCondition(scanner, operator, scanner.quoted())
  const text = scanner.takeForm(bare)
  if (text === undefined) throw scanner.refuse()
  return NUMBER.test(text)
    ? numberCondition(operator, text)
    : textCondition(scanner, operator, text)
}

// AWS: FilterAndPatternSyntax.html: "An integer with an optional + or - sign, a decimal, or a number
// in scientific notation".
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/

/**
 * `*` stands for any text at the beginning and the end of a value. In the middle it is ordinary.
 */
// AWS: FilterAndPatternSyntax.html: "Ev*ent will only match the actual string Ev*ent".
function toTextTest(pattern: string): (text: string) => boolean {
  const begins = pattern.startsWith('*')
  const ends = pattern.endsWith('*') && pattern.length > 1
  const part = pattern.slice(begins ? 1 : 0, ends ? -1 : undefined)
  if (begins && (ends || part === '')) return (text) => text.includes(part)
  if (begins) return (text) => text.endsWith(part)
  if (ends) return (text) => text.startsWith(part)
  return (text) => text === part
}

function textCondition(scanner: Scanner, operator: Operator, pattern: string): Condition {
  // AWS: FilterAndPatternSyntax.html: strings are compared with = and != only.
  if (operator !== '=' && operator !== '!=') throw scanner.refuse()
  const test = toTextTest(pattern)
  const wanted = operator === '='
  return (value) => test(String(value)) === wanted
}

function numberCondition(operator: Operator, text: string): Condition {
  const wanted = Number(text)
  const compare = COMPARISONS[operator]
  return (value) => {
    const given = typeof value === 'number' ? value : toNumber(value)
    // Text that is no number differs from every number.
    return given === undefined ? operator === '!=' : compare(given, wanted)
  }
}

const toNumber = (text: string): number | undefined =>
  NUMBER.test(text) ? Number(text) : undefined

const COMPARISONS: Readonly<Record<Operator, (given: number, wanted: number) => boolean>> = {
  '=': (given, wanted) => given === wanted,
  '!=': (given, wanted) => given !== wanted,
  '>': (given, wanted) => given > wanted,
  '<': (given, wanted) => given < wanted,
  '>=': (given, wanted) => given >= wanted,
  '<=': (given, wanted) => given <= wanted,
}
