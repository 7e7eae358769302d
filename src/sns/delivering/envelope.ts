/** A message in the forms that receivers get: SNS's envelope, and the event of a function. */
import type { World } from '../../core/world/world.ts'
import { textFor } from '../messages/checks.ts'
import type { Publication } from '../messages/publication.ts'
import { certificateUrl, endpointOf, signatureOf, type SignatureVersion } from '../signing/sign.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import type { Topic } from '../topics/topic.ts'

interface ShownAttribute {
  readonly Type: string
  readonly Value: string
}

/** Recorded: test_publish_sqs_from_sns: binary values are in base64. */
const shownAttributes = ({ outgoing }: Publication): Record<string, ShownAttribute> | undefined =>
  outgoing.attributes &&
  Object.fromEntries(
    Object.entries(outgoing.attributes).map(([name, attribute]) => {
      const { DataType, StringValue = '', BinaryValue } = attribute
      const Value = BinaryValue ? Buffer.from(BinaryValue).toString('base64') : StringValue
      return [name, { Type: DataType, Value }]
    }),
  )

const unsubscribeUrl = (world: World, { arn }: Subscription): string =>
  `${endpointOf(world)}/?Action=Unsubscribe&SubscriptionArn=${arn}`

/** A message on its way to a subscription. */
export interface Parcel {
  readonly world: World
  readonly topic: Topic
  readonly subscription: Subscription
  readonly publication: Publication
  /** The signatures of the publication's texts, which its subscribers share. */
  readonly signatures: Map<string, string>
}

interface Members {
  readonly Type: string
  readonly MessageId: string
  readonly TopicArn: string
  readonly Subject?: string
  readonly Message: string
  readonly Timestamp: string
}

/** The members of both forms. Absent ones are not written. */
function membersOf({ topic, subscription: { protocol }, publication }: Parcel): Members {
  const { messageId, outgoing, at } = publication
  return {
    Type: 'Notification',
    MessageId: messageId,
    TopicArn: topic.arn,
    ...(outgoing.subject !== undefined && { Subject: outgoing.subject }),
    Message: textFor(outgoing, protocol),
    Timestamp: new Date(at).toISOString(),
  }
}

/**
 * The envelope as JSON.
 *
 * Recorded: sns-d-1, sns-d-fifo-1: of a FIFO topic with a sequence number and without signature.
 */
export function envelopeOf(parcel: Parcel): string {
  const { world, topic, subscription, publication } = parcel
  const members = membersOf(parcel)
  const { Type, MessageId, ...rest } = members
  const version = topic.attributes.get('SignatureVersion') === '2' ? '2' : '1'
  const attributes = shownAttributes(publication)
  return JSON.stringify({
    Type,
    MessageId,
    ...(topic.isFifo && { SequenceNumber: publication.sequenceNumber }),
    ...rest,
    ...(!topic.isFifo && {
      SignatureVersion: version,
      Signature: signatureIn(parcel, members, version),
      SigningCertURL: certificateUrl(world),
    }),
    UnsubscribeURL: unsubscribeUrl(world, subscription),
    ...(attributes && { MessageAttributes: attributes }),
  })
}

/** A signature costs more than all else. Subscribers of the same text share it. */
function signatureIn({ signatures }: Parcel, members: Members, version: SignatureVersion): string {
  const key = `${version} ${members.Message}`
  let signature = signatures.get(key)
  if (signature === undefined) signatures.set(key, (signature = signatureOf(members, version)))
  return signature
}

/**
 * The event of a function: one record.
 *
 * Recorded: sns-d-lambda, test_publish_lambda_verify_signature: version 1 whatever the topic says.
 */
export function eventOf(parcel: Parcel): object {
  const { world, subscription, publication } = parcel
  const members = membersOf(parcel)
  const { Type, MessageId, TopicArn, Message, Timestamp } = members
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: subscription.arn,
        Sns: {
          Type,
          MessageId,
          TopicArn,
          Subject: publication.outgoing.subject ?? null,
          Message,
          Timestamp,
          SignatureVersion: '1',
          Signature: signatureIn(parcel, members, '1'),
          SigningCertUrl: certificateUrl(world),
          UnsubscribeUrl: unsubscribeUrl(world, subscription),
          MessageAttributes: shownAttributes(publication) ?? {},
        },
      },
    ],
  }
}
