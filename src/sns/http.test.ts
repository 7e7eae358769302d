import { SNSClient, SubscribeCommand, UnsubscribeCommand } from '@aws-sdk/client-sns'
import { createRegion, type Region } from 'miniregion'
import { createVerify } from 'node:crypto'
import { expect, it } from 'vitest'

const setUp = async (attributes = {}) => {
  const region = createRegion()
  const client = new SNSClient(region.sdk)
  const topic = region.createTopic('t')
  const Endpoint = 'https://shop.example.com/news'
  const { SubscriptionArn } = await client.send(
    new SubscribeCommand({
      TopicArn: topic.arn,
      Protocol: 'https',
      Endpoint,
      Attributes: attributes,
      ReturnSubscriptionArn: true,
    }),
  )
  return { region, client, topic, SubscriptionArn, Endpoint }
}

type Members = Readonly<Record<string, string>>

const last = ({ outbox }: Region): Members => JSON.parse(outbox.at(-1)?.text ?? '') as Members

/** Verifies as the AWS's page on signatures says. */
async function isAuthentic(region: Region, members: Members, digest = 'sha1'): Promise<boolean> {
  const response = await region.fetch(members['SigningCertURL'] ?? '')
  const names = [
    'Message',
    'MessageId',
    'Subject',
    'SubscribeURL',
    'Timestamp',
    'Token',
    'TopicArn',
    'Type',
  ]
  const text = names
    .filter((name) => members[name] !== undefined)
    .map((name) => `${name}\n${members[name]}\n`)
    .join('')
  return createVerify(digest)
    .update(text)
    .verify(await response.text(), members['Signature'] ?? '', 'base64')
}

it('an HTTP endpoint confirms by its SubscribeURL, then receives signed messages', async () => {
  const { region, topic, SubscriptionArn, Endpoint } = await setUp()
  expect(region.outbox).toMatchObject([
    {
      to: Endpoint,
      via: 'http',
      headers: {
        'content-type': 'text/plain; charset=UTF-8',
        'x-amz-sns-message-type': 'SubscriptionConfirmation',
        'x-amz-sns-topic-arn': topic.arn,
      },
    },
  ])
  expect(region.outbox[0]?.headers).not.toHaveProperty('x-amz-sns-subscription-arn')
  const confirmation = last(region)
  expect(confirmation['Token']).toBe(region.outbox[0]?.code)
  expect(await isAuthentic(region, confirmation)).toBe(true)
  topic.publish('early')
  const confirmed = await region.fetch(confirmation['SubscribeURL'] ?? '')
  expect(confirmed.status).toBe(200)
  expect(await confirmed.text()).toContain(`<SubscriptionArn>${SubscriptionArn}</SubscriptionArn>`)
  topic.publish('late', { subject: 'News' })
  await region.idle()
  expect(region.outbox).toHaveLength(2)
  expect(region.outbox[1]?.headers).toMatchObject({
    'x-amz-sns-message-type': 'Notification',
    'x-amz-sns-subscription-arn': SubscriptionArn,
  })
  expect(last(region)).toMatchObject({ Type: 'Notification', Message: 'late', Subject: 'News' })
  expect(await isAuthentic(region, last(region))).toBe(true)
  expect(await isAuthentic(region, { ...last(region), Message: 'forged' })).toBe(false)
})

it('signs with SHA-256 if the topic says so', async () => {
  const region = createRegion()
  const topic = region.createTopic('t', { signatureVersion: '2' })
  topic.subscribe('https://shop.example.com/news')
  topic.publish('hi')
  await region.idle()
  expect(last(region)['SignatureVersion']).toBe('2')
  expect(await isAuthentic(region, last(region), 'sha256')).toBe(true)
})

it('raw delivery posts the bare message', async () => {
  const region = createRegion()
  const topic = region.createTopic('t')
  topic.subscribe('http://shop.example.com/news', { rawMessageDelivery: true })
  topic.publish('hi')
  await region.idle()
  expect(region.outbox).toMatchObject([
    { text: 'hi', headers: { 'x-amz-sns-rawdelivery': 'true' } },
  ])
})

it('the end of a subscription is announced, and links refuse what they do not know', async () => {
  const { region, client, SubscriptionArn, topic } = await setUp()
  await client.send(new UnsubscribeCommand({ SubscriptionArn }))
  expect(last(region)).toMatchObject({
    Type: 'UnsubscribeConfirmation',
    Message: `You have chosen to deactivate subscription ${SubscriptionArn}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`,
  })
  const link = 'https://sns.us-east-1.amazonaws.com/?Action='
  const refused = await region.fetch(`${link}ConfirmSubscription&TopicArn=${topic.arn}&Token=<x>`)
  expect(refused.status).toBe(400)
  expect(await refused.text()).toContain('<Message>Invalid token</Message>')
  const left = await region.fetch(`${link}Unsubscribe&SubscriptionArn=${SubscriptionArn}`)
  expect(left.status).toBe(200)
})
