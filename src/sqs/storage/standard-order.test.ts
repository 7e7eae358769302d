import { expect, it } from 'vitest'
import type { Message } from '../messages/message.ts'
import { StandardOrder } from './standard-order.ts'
import { Tenants } from './tenants.ts'

it('forgets deleted messages, also if nobody ever receives any', () => {
  const current = new Set<Message>()
  let looked = 0
  const order = new StandardOrder((message) => {
    looked++
    return current.has(message)
  }, new Tenants())
  for (let number = 0; number < 100; number++) {
    const message = { number, visibleAt: number, state: 'visible', content: {} } as Message
    current.add(message)
    order.enter(message)
  }
  for (const message of [...current]) {
    current.delete(message)
    order.leave()
  }
  looked = 0
  expect(order.take(10, () => false, 0).messages).toEqual([])
  expect(looked).toBe(0)
})
