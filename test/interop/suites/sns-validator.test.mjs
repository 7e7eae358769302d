// sns-validator accepts what topics sign. It asks for the certificate through node:https, which
// miniregion/auto answers.
import 'miniregion/auto'
import 'miniregion/node-test'
import assert from 'node:assert/strict'
import { get } from 'node:https'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import { createQueue, createTopic, defaultRegion, registerFunction } from 'miniregion'
import MessageValidator from 'sns-validator'

const validate = promisify((message, done) => new MessageValidator().validate(message, done))

const refuses = (message) => assert.rejects(validate(message), /The message signature is invalid/)

for (const signatureVersion of ['1', '2']) {
  test(`messages to an HTTPS endpoint and to a queue, version ${signatureVersion}`, async () => {
    const topic = createTopic('orders', { signatureVersion })
    const queue = createQueue('orders')
    topic.subscribe('https://shop.example.com/orders')
    topic.subscribe(queue)
    topic.publish({ id: 'o1' }, { subject: 'Placed', attributes: { kind: 'book' } })
    topic.publish('Größe\n')
    await defaultRegion.idle()

    const sent = [
      ...defaultRegion.outbox.map(({ text }) => JSON.parse(text)),
      ...queue.messages.map(({ body }) => JSON.parse(body)),
    ]
    assert.equal(sent.length, 4)
    for (const message of sent) {
      assert.equal(message.SignatureVersion, signatureVersion)
      assert.deepEqual(await validate({ ...message }), message)
      await refuses({ ...message, Message: 'forged' })
      await refuses({ ...message, Subject: 'forged' })
      await refuses({ ...message, Timestamp: new Date(0).toISOString() })
    }
  })
}

test('the record that a function receives', async () => {
  const topic = createTopic('orders')
  const valid = registerFunction('valid', async ({ Records: [{ Sns }] }) => {
    const { Message } = await validate(Sns)
    return Message
  })
  topic.subscribe(valid)
  topic.publish('hi', { subject: 'Placed' })
  topic.publish('without a subject')
  await defaultRegion.idle()
  assert.deepEqual(valid.invocations.map(({ payload }) => payload).sort(), [
    'hi',
    'without a subject',
  ])
})

test('a confirmation, whose link is then followed', async () => {
  const topic = createTopic('orders')
  const Endpoint = 'https://shop.example.com/orders'
  const input = { TopicArn: topic.arn, Protocol: 'https', Endpoint }
  await new SNSClient(defaultRegion.sdk).send(new SubscribeCommand(input))
  const confirmation = JSON.parse(defaultRegion.outbox[0].text)
  await refuses({ ...confirmation, Token: 'forged' })
  const { SubscribeURL } = await validate(confirmation)
  const status = await new Promise((resolve, reject) => {
    get(SubscribeURL, (response) => resolve(response.resume().statusCode)).on('error', reject)
  })
  assert.equal(status, 200)
  topic.publish('confirmed')
  await defaultRegion.idle()
  assert.equal((await validate(JSON.parse(defaultRegion.outbox[1].text))).Message, 'confirmed')
})

test('another host of the certificate is refused', async () => {
  const topic = createTopic('orders')
  topic.subscribe('https://shop.example.com/orders')
  topic.publish('hi')
  await defaultRegion.idle()
  const message = JSON.parse(defaultRegion.outbox[0].text)
  const SigningCertURL = message.SigningCertURL.replace('amazonaws.com', 'example.com')
  await assert.rejects(validate({ ...message, SigningCertURL }), /located on an invalid domain/)
})
