import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileRegex, RegexLimitError, RegexSyntaxError } from './regex.ts'

const matches = (pattern: string, text: string): boolean => compileRegex(pattern).matches(text)
const found = (pattern: string, text: string): string | undefined =>
  compileRegex(pattern).find(text)?.group(0)

describe('Java regular expressions', () => {
  it.each([
    ['4\\d{2}', '404', true],
    ['4\\d{2}', '4040', false],
    ['.*four hundred.*', 'Raising four hundred from', true],
    ['.*four.*', 'two\nfour', false],
    ['(?s).*four.*', 'two\nfour', true],
    ['(\\n|.)+', 'two\nfour', true],
    ['(?i)error: .*', 'ERROR: x', true],
    ['(?i:e)rror', 'Error', true],
    ['(?i:e)rror', 'ERROR', false],
    ['[^a-c&&[a-z]]', 'b', false],
    ['[a-z&&[^bc]]+', 'ad', true],
    ['[a-z&&[^bc]]+', 'ab', false],
    ['[\\w.-]+', 'a.b-c', true],
    ['[]a]+', 'a]', true],
    ['\\p{Alpha}\\p{Digit}*', 'a12', true],
    ['\\p{Lu}\\p{IsGreek}', 'Aλ', true],
    ['\\Qa.b*\\E+', 'a.b**', true],
    ['a*+a', 'aaa', false],
    ['(?>a*)a', 'aaa', false],
    ['(a+)b\\1', 'aabaa', true],
    ['(?<x>a)\\k<x>', 'aa', true],
    ['foo(?!bar)...', 'foobaz', true],
    ['foo(?!bar)...', 'foobar', false],
    ['..(?<=ab)c', 'abc', true],
    ['..(?<!ab)c', 'abc', false],
    ['\\x41\\u0042\\x{1F600}\\t', 'AB😀\t', true],
    ['.', '😀', true],
    ['a{2,}?b', 'aaab', true],
    ['', '', true],
    ['|a', 'a', true],
    ['\\bword\\b', 'word', true],
  ])('%s matches %j: %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected)
  })

  it.each([
    ['\\d+?', 'a123', '1'],
    ['(?m)^b$', 'a\nb\nc', 'b'],
    ['b$', 'a\nb\n', 'b'],
    ['\\s+', 'a \t b', ' \t '],
  ])('%s finds in %j', (pattern, text, expected) => {
    expect(found(pattern, text)).toBe(expected)
  })

  it('captures by number and name', () => {
    const match = compileRegex('(?<user>\\w+)@(\\w+)(x)?').find('to ann@shop now')
    expect([match?.group('user'), match?.group(2), match?.group(3)]).toEqual([
      'ann',
      'shop',
      undefined,
    ])
    expect([match?.hasGroup(3), match?.hasGroup(4), match?.hasGroup('host')]).toEqual([
      true,
      false,
      false,
    ])
  })

  it.each([
    '(',
    ')',
    '[a',
    '*a',
    'a{2',
    'a{3,1}',
    '\\y',
    '(?q)a',
    '\\p{Nope}',
    '(a)\\2',
    '\\',
    '[b-a]',
  ])('refuses %s', (pattern) => {
    expect(() => compileRegex(pattern)).toThrow(RegexSyntaxError)
  })

  it.each(['(a+)+b', '(a|a)*b', '(a*)*b', '(?:a+a+)+b', '(a|aa)+$b'])(
    'ends an exponential search: %s',
    (pattern) => {
      expect(() => matches(pattern, 'a'.repeat(5000))).toThrow(RegexLimitError)
    },
  )

  it('matches long texts without recursion', () => {
    expect(matches('.*x', `${'a'.repeat(1_000_000)}x`)).toBe(true)
    expect(matches('(?:ab)*', 'ab'.repeat(100_000))).toBe(true)
  })

  it('refuses patterns that nest too deeply', () => {
    for (const opening of ['(', '[', '(?:', '(?=', 'a*', 'a{9}'])
      expect(() => compileRegex(opening.repeat(100_000))).toThrow(RegexSyntaxError)
  })

  const pattern = fc.letrec<{
    expression: string
    sequence: string
    quantified: string
    atom: string
  }>((tie) => ({
    expression: fc
      .array(tie('sequence'), { minLength: 1, maxLength: 2 })
      .map((all) => all.join('|')),
    sequence: fc.array(tie('quantified'), { maxLength: 4 }).map((all) => all.join('')),
    quantified: fc
      .tuple(tie('atom'), fc.constantFrom('', '', '*', '+', '?', '{1,2}', '*?', '+?'))
      .map((all) => all.join('')),
    atom: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '\\d'),
      tie('expression').map((inner) => `(${inner})`),
      tie('expression').map((inner) => `(?:${inner})`),
      tie('expression').map((inner) => `(?=${inner})`),
    ),
  })).expression

  /** Generated patterns may backtrack without end as well. */
  function isFeasible(source: string, text: string): boolean {
    try {
      matches(source, text)
      found(source, text)
      return true
    } catch (error) {
      if (error instanceof RegexLimitError) return false
      throw error
    }
  }

  it('agrees with JavaScript on patterns that both have', () => {
    fc.assert(
      fc.property(pattern, fc.stringMatching(/^[ab1]{0,4}$/), (source, text) => {
        fc.pre(isFeasible(source, text))
        expect(matches(source, text)).toBe(new RegExp(`^(?:${source})$`).test(text))
        expect(found(source, text)).toBe(new RegExp(source).exec(text)?.[0])
      }),
      { numRuns: 1000 },
    )
  })
})
