import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compileGlob, matchesGlob } from './glob.ts'
import { compilePattern } from './variables.ts'

/** The same by definition: exponential, so only for short texts. */
function matchesNaively(pattern: string, text: string): boolean {
  const [first, rest] = [pattern[0], pattern.slice(1)]
  if (first === undefined) return text === ''
  if (first === '*')
    return matchesNaively(rest, text) || (text !== '' && matchesNaively(pattern, text.slice(1)))
  return text !== '' && (first === '?' || first === text[0]) && matchesNaively(rest, text.slice(1))
}

const letters = (alphabet: string, maxLength: number) =>
  fc.array(fc.constantFrom(...alphabet), { maxLength }).map((list) => list.join(''))

it('matches as the definition says', () => {
  fc.assert(
    fc.property(letters('ab*?/', 7), letters('ab/', 9), (pattern, text) => {
      const expected = matchesNaively(pattern, text)
      expect(matchesGlob(pattern, text)).toBe(expected)
      expect(compileGlob(pattern)(text)).toBe(expected)
      expect(compilePattern(`\${k}${pattern}`, true)(`*${text}`, () => '*')).toBe(expected)
    }),
    { numRuns: 2000 },
  )
})

it('takes hostile patterns without backtracking', () => {
  expect(matchesGlob('*a'.repeat(60) + 'b', 'a'.repeat(5000))).toBe(false)
  expect(compilePattern('${'.repeat(5000), true)('x', () => undefined)).toBe(false)
})

it.each([
  ['home/${aws:username}/*', 'home/ann/x', true],
  ['home/${aws:username}/*', 'home/bob/x', false],
  ["home/${aws:PrincipalTag/team, 'none'}", 'home/none', true],
  ['home/${aws:PrincipalTag/team}', 'home/', undefined],
  ['${*}${?}${$}', '*?$', true],
  ['${*}', 'x', false],
  ['${many}', 'a', undefined],
  ['${ AWS:Username }', 'ann', true],
])('reads the variables of %s', (pattern, text, expected) => {
  const keys: Record<string, string | string[]> = { 'aws:username': 'ann', many: ['a', 'b'] }
  expect(compilePattern(pattern, true)(text, (key) => keys[key])).toBe(expected)
  if (!pattern.includes('?'))
    expect(compilePattern(pattern, false)(pattern, () => undefined)).toBe(true)
})

it('keeps the wildcards of a value literal', () => {
  const test = compilePattern('home/${aws:username}', true)
  expect(test('home/ann', () => '*')).toBe(false)
  expect(test('home/*', () => '*')).toBe(true)
})
