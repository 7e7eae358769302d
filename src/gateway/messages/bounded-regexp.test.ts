import { describe, expect, it } from 'vitest'
import { createBoundedRegExp } from './bounded-regexp.ts'

describe('a bounded regular expression', () => {
  it.each([
    ['^a', 'ab', true],
    ['^(a|b)+$', 'abab', true],
    ['^(a|b)+$', 'abac', false],
    ['[+*]{2}', '+*', true],
    ['\\(\\)*', '()', true],
  ])('%s matches as usual: %s', (source, text, matches) => {
    expect(createBoundedRegExp(source).test(text)).toBe(matches)
    expect(createBoundedRegExp(source).test(text)).toBe(matches)
  })

  it('matches long inputs', () => {
    expect(createBoundedRegExp('a*b$').test(`${'x'.repeat(2000)}b`)).toBe(true)
  })

  it.each([
    ['^(a+)+$', `${'a'.repeat(40)}!`],
    ['a*a*a*a*a*a*b', 'a'.repeat(2000)],
  ])('%s does not hang', (source, text) => {
    expect(() => createBoundedRegExp(source).test(text)).toThrow(/takes more than 1 s/)
  })

  it('refuses a malformed pattern', () => {
    expect(() => createBoundedRegExp('(')).toThrow(SyntaxError)
  })
})
