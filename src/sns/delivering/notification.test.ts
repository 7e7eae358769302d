import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bytesOf, readText } from '../../core/late-text.ts'
import { StubWorld } from '../../core/testing/stub-world.ts'
import type { MessageAttributes } from '../messages/attributes.ts'
import type { Publication } from '../messages/publication.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import type { Topic } from '../topics/topic.ts'
import { Notification } from './notification.ts'

const world = new StubWorld({ frozenAt: '2026-01-01T00:00:00Z' })

const create = (
  text: string,
  {
    subject,
    attributes,
    isFifo = false,
    version,
  }: {
    subject?: string | undefined
    attributes?: MessageAttributes | undefined
    isFifo?: boolean
    version?: string
  } = {},
): Notification => {
  const topic = {
    name: 'orders',
    arn: 'arn:aws:sns:us-east-1:123456789012:orders',
    isFifo,
    attributes: new Map(version === undefined ? [] : [['SignatureVersion', version]]),
  } as unknown as Topic
  const publication = {
    messageId: 'm-1',
    sequenceNumber: isFifo ? '1' : undefined,
    at: world.clock.now(),
    outgoing: { message: text, subject, attributes },
  } as unknown as Publication
  return new Notification(world, topic, publication)
}

const subscription = {
  arn: 'arn:aws:sns:us-east-1:123456789012:orders:s-1',
  protocol: 'sqs',
} as unknown as Subscription

const anyText = fc.string({ unit: 'binary', maxLength: 50 })

it('an envelope has the promised bytes, and is JSON in the order of AWS', () => {
  const attributes = fc.option(
    fc.dictionary(
      fc.stringMatching(/^[a-z]{1,5}$/),
      anyText.map((StringValue) => ({ DataType: 'String', StringValue })),
      { minKeys: 1, maxKeys: 3 },
    ),
    { nil: undefined },
  )
  const subject = fc.option(fc.string({ minLength: 1 }), { nil: undefined })
  fc.assert(
    fc.property(
      anyText,
      fc.record({ subject, attributes, isFifo: fc.boolean(), version: fc.constantFrom('1', '2') }),
      (text, rest) => {
        const envelope = create(text, rest).envelopeFor(subscription)
        const json = readText(envelope)
        expect(bytesOf(envelope)).toBe(Buffer.byteLength(json))
        const parsed = JSON.parse(json) as Record<string, unknown>
        expect(JSON.stringify(parsed)).toBe(json)
        expect(parsed['Message']).toBe(text)
        expect(Object.keys(parsed)).toEqual([
          'Type',
          'MessageId',
          ...(rest.isFifo ? ['SequenceNumber'] : []),
          'TopicArn',
          ...(rest.subject === undefined ? [] : ['Subject']),
          'Message',
          'Timestamp',
          ...(rest.isFifo ? [] : ['SignatureVersion', 'Signature', 'SigningCertURL']),
          'UnsubscribeURL',
          ...(rest.attributes ? ['MessageAttributes'] : []),
        ])
      },
    ),
  )
})

it('an envelope with characters that SQS refuses is made at once, so that SQS can refuse it', () => {
  expect(typeof create('\uffff').envelopeFor(subscription)).toBe('string')
  expect(typeof create('plain').envelopeFor(subscription)).toBe('object')
})
