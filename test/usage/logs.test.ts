// The examples of docs/guide/logs.md.
import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { createLogGroup, createRegion, registerFunction } from 'miniregion'
import 'miniregion/vitest'
import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'

it('shows the log of a function', async () => {
  const place = registerFunction('place', async (order: { id: string }) => {
    console.error(JSON.stringify({ level: 'ERROR', order: order.id, reason: 'out of stock' }))
  })

  await place.invoke({ id: '7' })

  const [error] = place.logGroup.filter('{ $.level = "ERROR" }')
  expect(error?.json).toEqual({ level: 'ERROR', order: '7', reason: 'out of stock' })
  expect(place.logGroup.events.at(-1)?.message).toContain('REPORT RequestId: ')

  expect(place).toHaveLogged({ level: 'ERROR', order: '7' })
  expect(place.logGroup).toHaveLogged('out of stock')
})

it('reads it through an SDK client', async () => {
  const region = createRegion()
  const place = region.registerFunction('place', async () => {
    console.log('placed')
  })

  await place.invoke({})

  const client = new CloudWatchLogsClient(region.sdk)
  const { events } = await client.send(
    new FilterLogEventsCommand({ logGroupName: '/aws/lambda/place', filterPattern: 'placed' }),
  )
  expect(events).toHaveLength(1)
})

it('writes logs in JSON', async () => {
  const loggingConfig = { logFormat: 'JSON', applicationLogLevel: 'WARN' } as const
  const pack = registerFunction('pack', async () => console.warn('low stock', 3), { loggingConfig })
  await pack.invoke()

  const [warning] = pack.logGroup.filter('{ $.level = "WARN" }')
  expect(warning?.json).toMatchObject({ message: 'low stock 3' })
  expect(pack.logGroup.filter('{ $.type = "platform.report" }')).toHaveLength(1)
})

it('creates a log group', async () => {
  const audit = createLogGroup('/shop/audit', { retention: '30d' })

  audit.put({ user: 'ann', action: 'login', tries: 3 })
  audit.put('192.0.2.1 GET /orders 500', { stream: 'web' })

  expect(audit.streams).toEqual(['default', 'web'])
  expect(audit.filter('{ $.action = "log*" && $.tries > 2 }')).toHaveLength(1)
  expect(audit.filter('[ip, method, path, status = 5*]')).toHaveLength(1)
  expect(audit.filter('?login ?GET', { stream: 'web' })).toHaveLength(1)
})

it('ships events to a function', async () => {
  const region = createRegion()
  const audit = region.createLogGroup('/shop/audit')
  const shipped: string[] = []
  interface Shipment {
    awslogs: { data: string }
  }
  const shipper = region.registerFunction('shipper', async ({ awslogs }: Shipment) => {
    const text = gunzipSync(Buffer.from(awslogs.data, 'base64')).toString()
    const { logEvents } = JSON.parse(text) as { logEvents: { message: string }[] }
    shipped.push(...logEvents.map(({ message }) => message))
  })

  audit.subscribe(shipper, { filterPattern: 'ERROR' })
  audit.put(['ERROR disk full', 'fine'])
  await region.idle()

  expect(shipped).toEqual(['ERROR disk full'])
})

it('makes calls fail', async () => {
  const region = createRegion()
  const audit = region.createLogGroup('/shop/audit')
  const client = new CloudWatchLogsClient({ ...region.sdk, maxAttempts: 1 })
  audit.put('first')

  audit.fail('PutLogEvents', 'ThrottlingException')

  const logEvents = [{ timestamp: region.clock.now(), message: 'second' }]
  const input = { logGroupName: '/shop/audit', logStreamName: 'default', logEvents }
  await expect(client.send(new PutLogEventsCommand(input))).rejects.toThrow(/ThrottlingException/)
  expect(audit.calls.at(-1)?.error?.name).toBe('ThrottlingException')
})
