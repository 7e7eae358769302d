import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

it('deletes expired items on request', async () => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  const sessions = region.createTable('sessions', { partitionKey: 'id', timeToLive: 'expiresAt' })
  const inAnHour = Date.parse('2026-01-01T01:00:00Z') / 1000
  sessions.put({ id: 's1', expiresAt: inAnHour })

  await region.clock.advance('2h')
  expect(sessions.size).toBe(1) // expired, and readable until DynamoDB gets to it
  expect(sessions.sweepExpired()).toMatchObject([{ id: 's1' }])
  expect(sessions.size).toBe(0)

  sessions.put({ id: 's2', expiresAt: inAnHour })
  await region.clock.advance('48h') // or let the time pass in which DynamoDB does
  expect(sessions.size).toBe(0)
})
