// The examples of docs/guide/topics.md.
import {
  OptInPhoneNumberCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns'
import { createQueue, createRegion, createTopic, defaultRegion, registerFunction } from 'miniregion'
import 'miniregion/vitest'
import { expect, it } from 'vitest'

it('a handler publishes, and a function and a queue receive', async () => {
  const placed = createTopic('orders-placed')
  const mailer = registerFunction('mailer', async (event: any) => {
    return event.Records[0].Sns.Message as string
  })
  const dead = createQueue('dead')
  placed.subscribe(mailer, { filterPolicy: { kind: ['book'] }, deadLetterQueue: dead })
  placed.subscribe(createQueue('audit'), { rawMessageDelivery: true })

  const sns = new SNSClient(defaultRegion.sdk)
  await sns.send(
    new PublishCommand({
      TopicArn: placed.arn,
      Message: JSON.stringify({ id: 'o1' }),
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'pen' } },
    }),
  )
  await defaultRegion.idle()

  expect(placed).toHavePublished({ id: 'o1' })
  expect(placed).toHaveDeliveredTo('audit', { id: 'o1' })
  expect(placed).not.toHaveDeliveredTo(mailer)
  expect(placed.messages[0]?.deliveries).toMatchObject([
    {
      status: 'filtered',
      why: 'The filter policy did not match: kind was "pen", wanted ["book"]',
    },
    { status: 'delivered' },
  ])
})

it('keeps the order of a FIFO topic', async () => {
  const region = createRegion()
  const steps = region.createTopic('steps.fifo', { contentBasedDeduplication: true })
  const queue = region.createQueue('steps.fifo')
  steps.subscribe(queue, { rawMessageDelivery: true })
  steps.publish('packed', { groupId: 'o1' })
  steps.publish('packed', { groupId: 'o1' }) // a duplicate
  steps.publish('sent', { groupId: 'o1' })
  await region.idle()
  expect(queue.messages.map(({ body }) => body)).toEqual(['packed', 'sent'])
})

it('an HTTP endpoint that the test answers for fails, and is called again', async () => {
  const region = createRegion()
  const news = region.createTopic('news')
  const received: any[] = []
  region.backend('https://shop.example.com', async (request) => {
    received.push(await request.json())
    return new Response(null, { status: received.length === 1 ? 503 : 200 })
  })
  news.subscribe('https://shop.example.com/news', { deadLetterQueue: region.createQueue('dead') })
  news.publish('Hello')
  await region.idle()
  expect(received).toMatchObject([{ Message: 'Hello' }, { Message: 'Hello' }])
  expect(news.messages[0]?.deliveries).toMatchObject([{ status: 'delivered', attempt: 2 }])
})

it('an HTTP endpoint confirms and verifies', async () => {
  const region = createRegion()
  const news = region.createTopic('news')
  const sns = new SNSClient(region.sdk)
  const Endpoint = 'https://shop.example.com/news'
  await sns.send(new SubscribeCommand({ TopicArn: news.arn, Protocol: 'https', Endpoint }))
  const { SubscribeURL } = JSON.parse(region.outbox[0]?.text ?? '') as { SubscribeURL: string }
  await region.fetch(SubscribeURL)

  news.publish('Hello')
  await region.idle()
  expect(region.outbox[1]).toMatchObject({
    to: Endpoint,
    via: 'http',
    headers: { 'x-amz-sns-message-type': 'Notification' },
    text: expect.stringContaining('"Message":"Hello"'),
  })
})

it('mail needs a confirmation', async () => {
  const region = createRegion()
  const news = region.createTopic('news')
  const sns = new SNSClient(region.sdk)
  const Endpoint = 'ann@example.com'
  await sns.send(new SubscribeCommand({ TopicArn: news.arn, Protocol: 'email', Endpoint }))
  const [confirmation] = region.outbox
  expect(confirmation).toMatchObject({ to: Endpoint, via: 'email', code: expect.any(String) })

  news.subscribe('bob@example.com') // confirmed at once
  news.publish('Hello', { subject: 'News' })
  await region.idle()
  expect(region.outbox.slice(1)).toMatchObject([
    { to: 'bob@example.com', subject: 'News', text: 'Hello' },
  ])
})

it('a telephone is opted out', async () => {
  const region = createRegion({ sns: { optedOutPhoneNumbers: ['+14255550142'] } })
  const sns = new SNSClient(region.sdk)
  const publish = () =>
    sns.send(new PublishCommand({ PhoneNumber: '+1 425 555 0142', Message: 'Your code is 123' }))
  await publish()
  expect(region.outbox).toEqual([])
  await sns.send(new OptInPhoneNumberCommand({ phoneNumber: '+14255550142' }))
  await publish()
  expect(region.outbox).toMatchObject([{ via: 'sms', text: 'Your code is 123' }])
})
