/** HTTP subscriptions whose endpoints the test answers for. */
import { SetTopicAttributesCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import { createRegion, defineRegion, type Region } from 'miniregion'
import { describe, expect, it } from 'vitest'

const ENDPOINT = 'https://shop.example/news'
const START = Date.parse('2026-01-01T00:00:00Z')

type Members = Readonly<Record<string, string>>

/** A topic with a subscription of an endpoint, which answers with these statuses in turn. */
function setUp(
  statuses: readonly (number | 'down' | 'never')[],
  options: Parameters<ReturnType<Region['createTopic']>['subscribe']>[1] = {},
) {
  const region = createRegion()
  region.clock.freeze(START)
  const calls: { readonly at: number; readonly headers: Headers; readonly body: string }[] = []
  region.backend(ENDPOINT, async (request) => {
    const status = statuses[calls.length] ?? 200
    const at = (region.clock.now() - START) / 1_000
    calls.push({ at, headers: request.headers, body: await request.text() })
    if (status === 'never') return new Promise(() => undefined)
    if (status === 'down') throw new Error('connect ECONNREFUSED')
    return new Response(null, { status })
  })
  const topic = region.createTopic('news')
  const dead = region.createQueue('dead')
  topic.subscribe(ENDPOINT, { deadLetterQueue: dead, ...options })
  return { region, topic, dead, calls }
}

const oneDelivery = ({ messages }: ReturnType<Region['createTopic']>) =>
  messages[0]?.deliveries.map(({ to, status, attempt, why }) => ({ to, status, attempt, why }))

it('an endpoint confirms its subscription by SubscribeURL, then receives notifications', async () => {
  const region = createRegion()
  const received: Members[] = []
  region.backend(ENDPOINT, async (request) => {
    const message = (await request.json()) as Members
    received.push(message)
    if (message['Type'] === 'SubscriptionConfirmation') {
      await region.fetch(message['SubscribeURL'] ?? '')
    }
    return new Response('ok')
  })
  const topic = region.createTopic('news')
  const client = new SNSClient(region.sdk)
  const TopicArn = topic.arn
  await client.send(new SubscribeCommand({ TopicArn, Protocol: 'https', Endpoint: ENDPOINT }))
  await region.idle()
  topic.publish('Hello')
  await region.idle()
  expect(received.map(({ Type, Message }) => [Type, Message])).toEqual([
    ['SubscriptionConfirmation', expect.stringContaining('You have chosen to subscribe')],
    ['Notification', 'Hello'],
  ])
  expect(oneDelivery(topic)).toMatchObject([{ to: ENDPOINT, status: 'delivered' }])
  // What left AWS is in the outbox as well.
  expect(region.outbox.map(({ via }) => via)).toEqual(['http', 'http'])
})

describe('an endpoint that fails', () => {
  it('is called again after 20 seconds, three times', async () => {
    const { region, topic, dead, calls } = setUp([503, 'down', 429])
    topic.publish('Hello')
    await region.idle()
    expect(calls.map(({ at }) => at)).toEqual([0, 20, 40, 60])
    expect(oneDelivery(topic)).toEqual([
      { to: ENDPOINT, status: 'delivered', attempt: 4, why: undefined },
    ])
    expect(dead.size).toBe(0)
  })

  it('loses the message to the dead-letter queue, with the reason', async () => {
    const { region, topic, dead, calls } = setUp([500, 500, 500, 'down'])
    topic.publish('Hello')
    await region.idle()
    const why = `${ENDPOINT} could not be reached: Error: connect ECONNREFUSED`
    expect(oneDelivery(topic)).toEqual([{ to: ENDPOINT, status: 'failed', attempt: 4, why }])
    expect(dead.messages.map(({ body }) => body)).toEqual([calls[0]?.body])
  })

  it('is not called again after a client error', async () => {
    const { region, topic, dead, calls } = setUp([410])
    topic.publish('Hello')
    await region.idle()
    expect(calls).toHaveLength(1)
    expect(topic.messages[0]?.deliveries[0]?.why).toBe('The endpoint answered with the status 410.')
    expect(dead.size).toBe(1)
  })

  it('has 15 seconds to answer', async () => {
    const { region, topic, calls } = setUp(['never'])
    topic.publish('Hello')
    await region.clock.advance('20s')
    expect(topic.messages[0]?.deliveries[0]).toMatchObject({
      status: 'retrying',
      why: `${ENDPOINT} did not answer within 15 seconds.`,
    })
    await region.idle()
    expect(calls.map(({ at }) => at)).toEqual([0, 35])
  })
})

describe('a delivery policy', () => {
  const healthyRetryPolicy = { minDelayTarget: 1, maxDelayTarget: 4, numRetries: 4 }

  it('of the subscription sets the retries and the content type', async () => {
    const { region, topic, calls } = setUp([500, 500, 500], {
      deliveryPolicy: {
        healthyRetryPolicy: { ...healthyRetryPolicy, numNoDelayRetries: 1 },
        requestPolicy: { headerContentType: 'application/json' },
      },
    })
    topic.publish('Hello')
    await region.idle()
    expect(calls.map(({ at }) => at)).toEqual([0, 0, 1, 3.5])
    expect(calls[0]?.headers.get('content-type')).toBe('application/json')
  })

  it('of the topic counts if it says so', async () => {
    const { region, topic, calls } = setUp([500, 500], { deliveryPolicy: { healthyRetryPolicy } })
    const defaultHealthyRetryPolicy = { minDelayTarget: 7, maxDelayTarget: 7, numRetries: 2 }
    const http = { defaultHealthyRetryPolicy, disableSubscriptionOverrides: true }
    await new SNSClient(region.sdk).send(
      new SetTopicAttributesCommand({
        TopicArn: topic.arn,
        AttributeName: 'DeliveryPolicy',
        AttributeValue: JSON.stringify({ http }),
      }),
    )
    topic.publish('Hello')
    await region.idle()
    expect(calls.map(({ at }) => at)).toEqual([0, 7, 14])
  })

  it('throttles', async () => {
    const { region, topic, calls } = setUp([], {
      deliveryPolicy: { throttlePolicy: { maxReceivesPerSecond: 2 } },
    })
    for (let n = 0; n < 4; n++) topic.publish(`message ${n}`)
    await region.idle()
    expect(calls.map(({ at }) => at)).toEqual([0, 0.5, 1, 1.5])
    expect(topic.messages.map(({ deliveries }) => deliveries[0]?.attempt)).toEqual([1, 1, 1, 1])
  })

  it('is refused with the words of AWS', async () => {
    const { region, topic } = setUp([])
    const wrong = { healthyRetryPolicy: { ...healthyRetryPolicy, minDelayTarget: 0 } }
    const subscribing = new SNSClient(region.sdk).send(
      new SubscribeCommand({
        TopicArn: topic.arn,
        Protocol: 'https',
        Endpoint: 'https://other.example',
        Attributes: { DeliveryPolicy: JSON.stringify(wrong) },
      }),
    )
    await expect(subscribing).rejects.toThrow(
      'Invalid parameter: Attributes Reason: DeliveryPolicy: healthyRetryPolicy.minDelayTarget must be greater than or equal to 1',
    )
  })
})

it('a backend of a definition acts on the fork of the running test', async () => {
  const app = defineRegion((region) => {
    const orders = region.createTable('orders', { partitionKey: 'id' })
    region.backend(ENDPOINT, async (request) => {
      orders.put({ id: await request.text() })
      return new Response('ok')
    })
    const topic = region.createTopic('news')
    topic.subscribe(ENDPOINT, { rawMessageDelivery: true })
    return { orders, topic }
  })
  const run = app(async ({ orders, topic, region }) => {
    topic.publish('o1')
    await region.idle()
    expect(orders.items).toEqual([{ id: 'o1' }])
  })
  await run()
  await run()
})

it('a backend that answers with no response is a mistake of the test', async () => {
  const { region, topic } = setUp([])
  region.backend(ENDPOINT, (() => 200) as never)
  const listeners = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection')
  const seen = new Promise((resolve) => process.once('unhandledRejection', resolve))
  topic.publish('Hello')
  await region.idle()
  expect(String(await seen)).toContain(`The backend of ${ENDPOINT} answered with a number`)
  for (const listener of listeners) process.on('unhandledRejection', listener)
})
