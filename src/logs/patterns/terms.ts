/** `ERROR "out of memory" -TIMEOUT`, `?ERROR ?WARN`, `%[Ee]rror%`. */
import { PLAIN_MATCH, type FilterPattern } from './filter-pattern.ts'
import { Scanner } from './scanner.ts'

type Sign = '' | '?' | '-'

interface Term {
  readonly sign: Sign
  isIn(message: string): boolean
}

export function parseTerms(text: string): FilterPattern {
  const scanner = new Scanner(text)
  const terms: Term[] = []
  for (scanner.skipSpaces(); !scanner.isAtEnd; scanner.skipSpaces()) {
    const sign: Sign = scanner.take('?') ? '?' : scanner.take('-') ? '-' : ''
    scanner.skipSpaces()
    terms.push({ sign, isIn: toTest(scanner) })
  }
  const all = terms.filter(({ sign }) => sign === '')
  const none = terms.filter(({ sign }) => sign === '-')
  const any = terms.filter(({ sign }) => sign === '?')
  // AWS: FilterAndPatternSyntax.html: beside other terms, those with a question mark are ignored.
  const isAny = any.length === terms.length
  return {
    match: (message) =>
      (isAny ? any.some((term) => term.isIn(message)) : all.every((term) => term.isIn(message))) &&
      !none.some((term) => term.isIn(message))
        ? PLAIN_MATCH
        : undefined,
    declares: () => false,
  }
}

function toTest(scanner: Scanner): (message: string) => boolean {
  if (scanner.next === '%') return scanner.regex()
  // AWS: FilterAndPatternSyntax.html: other characters than these need quotation marks.
  const text = scanner.next === '"' ? scanner.quoted() : scanner.takeForm(/\w+/y)
  if (text === undefined) throw scanner.refuse()
  if (!scanner.isAtEnd && /[^\s\w]/.test(scanner.next)) throw scanner.refuse()
  return (message) => message.includes(text)
}
