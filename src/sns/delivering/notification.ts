/**
 * A message in the forms that receivers get: SNS's envelope, and the event of a function. The
 * subscribers of a message share the parts that are equal for all of them.
 */
import type { LateText, Text } from '../../core/late-text.ts'
import type { World } from '../../core/world/world.ts'
import { textFor } from '../messages/checks.ts'
import type { Publication } from '../messages/publication.ts'
import {
  certificateUrl,
  endpointOf,
  SIGNATURE_LENGTH,
  signatureOf,
  type SignatureVersion,
} from '../signing/sign.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import type { Topic } from '../topics/topic.ts'

interface ShownAttribute {
  readonly Type: string
  readonly Value: string
}

interface Members {
  readonly Type: 'Notification'
  readonly MessageId: string
  readonly TopicArn: string
  readonly Subject?: string
  readonly Message: string
  readonly Timestamp: string
}

export class Notification {
  readonly world: World
  readonly topic: Topic
  readonly publication: Publication
  /** By the text of the message, which may differ between protocols. */
  readonly #sheets = new Map<string, Sheet>()

  constructor(world: World, topic: Topic, publication: Publication) {
    this.world = world
    this.topic = topic
    this.publication = publication
  }

  /**
   * The envelope as JSON, which is signed when somebody reads it.
   *
   * Recorded: sns-d-1, sns-d-fifo-1: of a FIFO topic with a sequence number and without signature.
   */
  envelopeFor(subscription: Subscription): Text {
    const sheet = this.#sheetFor(subscription)
    const envelope = new Envelope(sheet, subscription)
    return sheet.isPlain ? envelope : envelope.text
  }

  /**
   * The event of a function: one record.
   *
   * Recorded: sns-d-lambda, test_publish_lambda_verify_signature: version 1 whatever the topic says.
   */
  eventFor(subscription: Subscription): object {
    const sheet = this.#sheetFor(subscription)
    const { Type, MessageId, TopicArn, Subject, Message, Timestamp } = sheet.members
    const Sns = {
      Type,
      MessageId,
      TopicArn,
      Subject: Subject ?? null,
      Message,
      Timestamp,
      SignatureVersion: '1',
      Signature: sheet.signature('1'),
      SigningCertUrl: certificateUrl(this.world),
      UnsubscribeUrl: sheet.unsubscribeUrl + subscription.arn,
      MessageAttributes: shownAttributes(this.publication) ?? {},
    }
    return {
      Records: [
        {
          EventSource: 'aws:sns',
          EventVersion: '1.0',
          EventSubscriptionArn: subscription.arn,
          Sns,
        },
      ],
    }
  }

  #sheetFor({ protocol }: Subscription): Sheet {
    const text = textFor(this.publication.outgoing, protocol)
    let sheet = this.#sheets.get(text)
    if (!sheet) this.#sheets.set(text, (sheet = new Sheet(this, text)))
    return sheet
  }
}

/** Characters that JSON does not escape, and SQS does not take. */
const REFUSED_BY_SQS = /[\ufffe\uffff]/

/** The part of the envelope that subscribers with the same text share. */
class Sheet {
  readonly members: Members
  /** The envelope up to its signature. */
  readonly #start: string
  /** From the signature to the value of UnsubscribeURL, and from there on. */
  readonly #middle: string
  readonly #end: string
  readonly #version: SignatureVersion | undefined
  /** To be continued with the ARN of the subscription. */
  readonly unsubscribeUrl: string
  /** Without that ARN. */
  readonly bytes: number
  readonly isPlain: boolean
  readonly #signatures = new Map<SignatureVersion, string>()

  constructor({ world, topic, publication }: Notification, text: string) {
    const { messageId: MessageId, outgoing, at, sequenceNumber: SequenceNumber } = publication
    const { subject: Subject } = outgoing
    // Absent members are not written.
    this.members = {
      Type: 'Notification',
      MessageId,
      TopicArn: topic.arn,
      ...(Subject !== undefined && { Subject }),
      Message: text,
      Timestamp: new Date(at).toISOString(),
    }
    const { Type, MessageId: _, ...rest } = this.members
    const shown = topic.isFifo ? { Type, MessageId, SequenceNumber, ...rest } : this.members
    const open = JSON.stringify(shown).slice(0, -1)
    const attributes = shownAttributes(publication)
    this.unsubscribeUrl = `${endpointOf(world)}/?Action=Unsubscribe&SubscriptionArn=`
    const unsubscribe = `,"UnsubscribeURL":"${this.unsubscribeUrl}`
    if (topic.isFifo) {
      this.#start = open
      this.#middle = unsubscribe
    } else {
      this.#version = topic.attributes.get('SignatureVersion') === '2' ? '2' : '1'
      this.#start = `${open},"SignatureVersion":"${this.#version}","Signature":"`
      this.#middle = `","SigningCertURL":"${certificateUrl(world)}"${unsubscribe}`
    }
    this.#end = attributes ? `","MessageAttributes":${JSON.stringify(attributes)}}` : '"}'
    // URLs are ASCII.
    this.bytes =
      Buffer.byteLength(this.#start) +
      (this.#version ? SIGNATURE_LENGTH : 0) +
      this.#middle.length +
      (attributes ? Buffer.byteLength(this.#end) : this.#end.length)
    this.isPlain = !REFUSED_BY_SQS.test(this.#start) && !REFUSED_BY_SQS.test(this.#end)
  }

  /** A signature costs more than all else. */
  signature(version: SignatureVersion): string {
    let signature = this.#signatures.get(version)
    if (signature === undefined) {
      signature = signatureOf(this.members, version)
      this.#signatures.set(version, signature)
    }
    return signature
  }

  print({ arn }: Subscription): string {
    const signature = this.#version ? this.signature(this.#version) : ''
    return `${this.#start}${signature}${this.#middle}${arn}${this.#end}`
  }
}

class Envelope implements LateText {
  readonly #sheet: Sheet
  readonly #subscription: Subscription
  #text: string | undefined

  constructor(sheet: Sheet, subscription: Subscription) {
    this.#sheet = sheet
    this.#subscription = subscription
  }

  get bytes(): number {
    // An ARN is ASCII.
    return this.#sheet.bytes + this.#subscription.arn.length
  }

  get text(): string {
    return (this.#text ??= this.#sheet.print(this.#subscription))
  }
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
