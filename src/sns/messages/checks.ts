/** Checks of Publish, and of each entry of PublishBatch, in the order AWS answers. */
import { createHash } from 'node:crypto'
import { isMembers } from '../../core/compare.ts'
import { invalidParameter } from '../errors.ts'
import { MAX_SUBJECT } from '../limits.ts'
import { deduplicatesByContent, type Topic } from '../topics/topic.ts'
import {
  bytesOfAttributes,
  checkAttributes,
  type GivenAttributes,
  type MessageAttributes,
} from './attributes.ts'

/** The members that Publish and an entry of PublishBatch share. */
export interface PublishRequest {
  readonly Message: string
  readonly Subject?: string
  readonly MessageStructure?: string
  readonly MessageAttributes?: GivenAttributes
  readonly MessageDeduplicationId?: string
  readonly MessageGroupId?: string
}

/** A checked message. */
export interface Outgoing {
  /** The message as it was sent. */
  readonly message: string
  /** The message of each protocol, if the message has a structure. */
  readonly byProtocol: Readonly<Record<string, string>> | undefined
  readonly subject: string | undefined
  readonly attributes: MessageAttributes | undefined
  readonly groupId: string | undefined
  readonly deduplicationId: string | undefined
}

export const bytesOf = ({ Message, MessageAttributes }: PublishRequest): number =>
  Buffer.byteLength(Message) + bytesOfAttributes(MessageAttributes)

/** Checks what needs no topic. Recorded: sns-p-1. Unverified: the order of these checks. */
export function checkContent({ Message, Subject, MessageAttributes }: PublishRequest): void {
  if (Subject !== undefined && !isSubject(Subject)) throw invalidParameter('Subject')
  if (Message === '') throw invalidParameter('Empty message')
  checkAttributes(MessageAttributes)
}

// AWS: API_Publish.html, Subject: ASCII that begins with a letter, number or punctuation mark.
const isSubject = (subject: string): boolean =>
  subject.length <= MAX_SUBJECT && /^[!-~][ -~]*$/.test(subject)

/** Checks the ids of groups and deduplication. Recorded: sns-p-fifo-1 and its siblings. */
export function checkIds(topic: Topic, request: PublishRequest): void {
  const { MessageGroupId, MessageDeduplicationId } = request
  if (!topic.isFifo) {
    if (MessageDeduplicationId === undefined) return
    throw invalidParameter(
      'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    )
  }
  if (!MessageGroupId) {
    throw invalidParameter('The MessageGroupId parameter is required for FIFO topics')
  }
  if (!MessageDeduplicationId && !deduplicatesByContent(topic)) {
    throw invalidParameter(
      'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    )
  }
}

export function toOutgoing(topic: Topic | undefined, request: PublishRequest): Outgoing {
  const { Message, Subject, MessageGroupId, MessageDeduplicationId, MessageStructure } = request
  return {
    message: Message,
    byProtocol: structureOf(Message, MessageStructure),
    subject: Subject,
    attributes: checkAttributes(request.MessageAttributes),
    groupId: MessageGroupId,
    deduplicationId: topic?.isFifo
      ? // AWS: fifo-topic-message-dedup.html: the digest of the message, without its attributes.
        (MessageDeduplicationId ?? createHash('sha256').update(Message).digest('hex'))
      : undefined,
  }
}

/**
 * Reads the message of each protocol.
 *
 * Recorded: test_publish_by_path_parameters, test_message_structure_json_exc. Keys with other values
 * than text do not count. Other structures than `json` mean nothing.
 */
function structureOf(
  message: string,
  structure: string | undefined,
): Readonly<Record<string, string>> | undefined {
  if (structure !== 'json') return undefined
  const found = parse(message)
  const texts = Object.entries(found).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value] as const] : [],
  )
  const byProtocol = Object.fromEntries(texts)
  if (Object.hasOwn(byProtocol, 'default')) return byProtocol
  throw invalidParameter('Message Structure - No default entry in JSON message body')
}

function parse(message: string): Readonly<Record<string, unknown>> {
  let found: unknown
  try {
    found = JSON.parse(message)
  } catch {
    // The text is not JSON.
    throw invalidParameter('Message Structure - JSON message body failed to parse')
  }
  return isMembers(found) ? found : {}
}

/** The text for a protocol. Email in JSON has a key of its own. */
export const textFor = ({ message, byProtocol }: Outgoing, protocol: string): string =>
  byProtocol?.[protocol] ?? byProtocol?.['default'] ?? message
