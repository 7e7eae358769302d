import { expect, it } from 'vitest'
import { ScheduledEvent, ScheduledEvents } from './scheduled-event.ts'

const events = new ScheduledEvents({
  source: 'aws.events',
  account: '123456789012',
  region: 'us-east-1',
  resource: 'arn:aws:events:us-east-1:123456789012:rule/nightly',
  detail: {},
})

it.each([['2026-01-01T00:00:00Z'], ['+012026-01-01T00:00:00Z']])('an event at %s', (time) => {
  const event = new ScheduledEvent(events, '6a7e8feb-b491-4cf7-a9f1-bf3703467718', Date.parse(time))
  expect(event.text).toBe(
    `{"version":"0","id":"6a7e8feb-b491-4cf7-a9f1-bf3703467718","detail-type":"Scheduled Event","source":"aws.events","account":"123456789012","time":"${time}","region":"us-east-1","resources":["arn:aws:events:us-east-1:123456789012:rule/nightly"],"detail":{}}`,
  )
  expect(event.bytes).toBe(Buffer.byteLength(event.text))
})
