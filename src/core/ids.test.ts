import { describe, expect, it } from 'vitest'
import { createIds } from './ids.ts'

describe('ids', () => {
  it.each([0, 1, 63, 64, 65, 128, 1000])('of %i characters depend only on the seed', (length) => {
    const text = createIds('seed').text('kind', length)
    expect(text).toHaveLength(length)
    expect(text).toMatch(/^[a-z0-9]*$/)
    // One id of the longest kind begins with every shorter one.
    expect(createIds('seed').text('kind', 1000).slice(0, length)).toBe(text)
    expect(createIds('seed').text('kind', length, 'ab')).toMatch(/^[ab]*$/)
  })

  it.each([0, 1, 4, 585])('of %i bytes depend only on the seed', (length) => {
    const bytes = createIds('seed').bytes('kind', length)
    expect(bytes).toHaveLength(length)
    expect(createIds('seed').bytes('kind', 600).subarray(0, length)).toEqual(bytes)
  })

  it('keep their text when later ids are created', () => {
    const ids = createIds(1)
    const made = [ids.uuid('a'), ids.text('b', 64), ids.text('b', 65), ids.text('c', 10)]
    const copies = made.map((id) => Buffer.from(id).toString())
    for (let i = 0; i < 10; i++) ids.text('d', 64)
    expect(made).toEqual(copies)
    expect(made[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('of a fork continue independently', () => {
    const ids = createIds('seed')
    ids.uuid('request')
    const fork = ids.fork()
    expect(fork.uuid('request')).toBe(ids.uuid('request'))
    expect(fork.random('x')).toBe(ids.random('x'))
    fork.uuid('request')
    expect(fork.uuid('request')).not.toBe(ids.uuid('request'))
  })
})
