// The examples of docs/guide/event-buses.md.
import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  EventBridgeClient,
  PutEventsCommand,
} from '@aws-sdk/client-eventbridge'
import type { EventBridgeEvent } from 'aws-lambda'
import { createEventBus, createRegion, registerFunction } from 'miniregion'
import 'miniregion/auto'
import 'miniregion/vitest'
import { expect, it } from 'vitest'

it('an event reaches a function', async () => {
  const region = createRegion()
  const mailer = region.registerFunction(
    'mailer',
    async (event: EventBridgeEvent<'OrderPlaced', { id: string }>) => `mail for ${event.detail.id}`,
  )
  const bus = region.createEventBus('shop')
  bus.rule('mail', { source: ['shop'], detailType: ['OrderPlaced'] }, mailer)

  bus.put({ source: 'shop', detailType: 'OrderPlaced', detail: { id: 'o1' } })
  await region.idle()
  expect(mailer.lastInvocation?.payload).toBe('mail for o1')
})

it('a parameter changes', async () => {
  const region = createRegion()
  const jobs = region.createQueue('jobs')
  region.eventBus('default').rule('changes', { source: ['aws.ssm'] }, jobs)
  region.createParameter('/shop/vat', '19')
  await region.idle()
  expect(jobs.messages[0]?.json).toMatchObject({
    'detail-type': 'Parameter Store Change',
    detail: { operation: 'Create', name: '/shop/vat', type: 'String' },
  })
})

it('an API destination is called over HTTP', async () => {
  const region = createRegion()
  const bus = region.createEventBus('shop')
  const eventBridge = new EventBridgeClient(region.sdk)
  const connection = await eventBridge.send(
    new CreateConnectionCommand({
      Name: 'partner',
      AuthorizationType: 'API_KEY',
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'X-Key', ApiKeyValue: 'secret' } },
    }),
  )
  const destination = await eventBridge.send(
    new CreateApiDestinationCommand({
      Name: 'orders',
      ConnectionArn: connection.ConnectionArn,
      InvocationEndpoint: 'https://partner.example/orders/*',
      HttpMethod: 'POST',
    }),
  )
  bus.rule('partner', { source: ['shop'] }, destination.ApiDestinationArn!, {
    inputPath: '$.detail',
    http: { pathParameters: ['new'], query: { version: '2' } },
  })

  const calls: string[] = []
  region.backend('https://partner.example', async (request) => {
    calls.push(`${request.headers.get('x-key')} ${request.url} ${await request.text()}`)
    return new Response('ok')
  })
  bus.put({ source: 'shop', detailType: 'OrderPlaced', detail: { id: 'o1' } })
  await region.idle()
  expect(calls).toEqual(['secret https://partner.example/orders/new?version=2 {"id":"o1"}'])
})

it('an archive keeps events, and sends them again', async () => {
  const region = createRegion()
  const bus = region.createEventBus('shop')
  bus.rule('mail', { source: ['shop'] }, region.createQueue('mail'))
  const archive = bus.archive('orders', { pattern: { source: ['shop'] }, retention: '30d' })
  bus.put({ source: 'shop', detailType: 'OrderPlaced', detail: { id: 'o1' } })
  expect(archive.events).toMatchObject([{ detail: { id: 'o1' } }])

  archive.replay({ name: 'again', rules: ['mail'] })
  await region.idle()
  expect(bus.events.at(-1)).toMatchObject({ replayName: 'again', matched: ['mail'] })
})

it('a handler puts an event', async () => {
  const bus = createEventBus('shop')
  const place = registerFunction('place', async () => {
    const client = new EventBridgeClient({ region: 'us-east-1' })
    const entry = {
      EventBusName: 'shop',
      Source: 'shop',
      DetailType: 'OrderPlaced',
      Detail: JSON.stringify({ id: 'o1' }),
    }
    await client.send(new PutEventsCommand({ Entries: [entry] }))
  })
  bus.rule('mail', { source: ['shop'] }, 'mailer')

  await place.invoke({})
  expect(bus).toHaveEvent({ detailType: 'OrderPlaced', detail: { id: 'o1' } })
  expect(bus).toHaveMatched('mail')
})

it('why a rule did not match', () => {
  const region = createRegion()
  const bus = region.createEventBus('shop')
  const jobs = region.createQueue('jobs')
  bus.rule('all', { source: ['shop'] }, jobs)
  bus.rule('crm', { source: ['crm'] }, jobs)
  bus.put({ source: 'shop', detailType: 'OrderPlaced', detail: { id: 'o1' } })
  const event = bus.events.at(-1)
  expect(event?.matched).toEqual(['all'])
  expect(event?.unmatched).toEqual({ crm: 'source: "shop" is none of ["crm"]' })
})

it('what the target receives', async () => {
  const region = createRegion()
  const bus = region.eventBus('default')
  const jobs = region.createQueue('jobs')
  bus.rule('detail', { source: ['shop'] }, jobs, { inputPath: '$.detail' })
  bus.rule('text', { source: ['shop'] }, jobs, {
    inputTransformer: {
      inputPathsMap: { id: '$.detail.id' },
      inputTemplate: '{"order": <id>, "text": "Order <id> was placed."}',
    },
  })
  bus.put({ source: 'shop', detailType: 'OrderPlaced', detail: { id: 'o1' } })
  await region.idle()
  expect(jobs.messages.map(({ json }) => json)).toEqual([
    { id: 'o1' },
    { order: 'o1', text: 'Order o1 was placed.' },
  ])
})

it('retries and dead letters', async () => {
  const region = createRegion()
  const bus = region.createEventBus('shop')
  const [jobs, dead] = [region.createQueue('jobs'), region.createQueue('jobs-dead')]
  bus.rule('work', { source: ['shop'] }, jobs, { retryAttempts: 2, deadLetterQueue: dead })
  jobs.fail('SendMessage', 'InternalFailure', { times: 3 })

  bus.put({ source: 'shop', detailType: 'OrderPlaced', detail: { id: 'o1' } })
  await region.idle()
  expect(jobs.size).toBe(0)
  expect(dead.messages[0]?.json).toMatchObject({ detail: { id: 'o1' } })
  expect(dead.messages[0]?.attributes).toMatchObject({ RETRY_ATTEMPTS: '2' })
})

it('a schedule', async () => {
  const region = createRegion()
  const clean = region.registerFunction('clean', async () => 'done')
  region.eventBus('default').rule('nightly', 'cron(0 2 * * ? *)', clean)
  await region.clock.advance('2d')
  expect(clean).toHaveBeenInvokedTimes(2)
})
