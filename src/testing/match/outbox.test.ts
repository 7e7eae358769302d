import { describe, expect, it } from 'vitest'
import { createRegion } from '../../region/index.ts'
import { toHaveSent } from '../assertions.ts'

describe('toHaveSent', () => {
  it('finds what left a region, and says what else did', async () => {
    const region = createRegion()
    expect(() => toHaveSent(region, 'ann@example.com')).toThrow('The outbox is empty.')
    region.createTopic('news').subscribe('ann@example.com')
    region.topic('news').publish('hello')
    await region.idle()
    toHaveSent(region, 'ann@example.com', { via: 'email' })
    expect(() => toHaveSent(region, 'bob@example.com')).toThrow('ann@example.com')
    expect(() => toHaveSent(region, 'ann@example.com', { via: 'sms' })).toThrow(
      "members marked '-'",
    )
    expect(() => toHaveSent('x', 'ann@example.com')).toThrow('toHaveSent received')
  })
})
