import { expect, it } from 'vitest'
import { javaSetOrder } from './java-set.ts'

it('orders names as HashSet does', () => {
  // Java: hash codes of single letters are their code points; 'a' is 97, bucket 1 of 16.
  expect(javaSetOrder(['c', 'b', 'a', 'b'])).toEqual(['a', 'b', 'c'])
  expect(javaSetOrder(['p', 'a'])).toEqual(['p', 'a'])
  // "Aa" and "BB" share a hash code: the first stays first.
  expect(javaSetOrder(['BB', 'Aa'])).toEqual(['BB', 'Aa'])
})

it('grows when three quarters of the capacity are in use', () => {
  const names = Array.from({ length: 13 }, (_, i) => String.fromCharCode(111 + i))
  // 111 = 0b1101111: bucket 15 of 16, and bucket 15 of 32.
  expect(javaSetOrder(names.slice(0, 2))).toEqual(['p', 'o'])
  expect(javaSetOrder(names)[0]).toBe('o')
})
