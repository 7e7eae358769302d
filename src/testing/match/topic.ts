/** Matchers on a topic's messages and their deliveries. */
import { contains, countDifferences, isAsymmetric } from '../../core/compare.ts'
import { handleOf } from '../../core/handle.ts'
import type { TopicMessageRecord } from '../../sns/index.ts'
import { MisuseError } from '../../core/errors.ts'
import { diff, show } from '../../core/matching/diff.ts'
import { checkCount, checkGiven, described } from '../../core/matching/expected.ts'
import { countOf } from './table.ts'
import { list, nearest, paragraphs, plural, times } from '../../core/matching/words.ts'
import { traceAround, traceOfWorld, type Outcome } from '../outcome.ts'
import { refuse } from '../subject.ts'

interface TopicSubject {
  readonly name: string
  readonly messages: readonly TopicMessageRecord[]
}

function toTopic(matcher: string, value: unknown): TopicSubject {
  if (handleOf(value)?.kind === 'topic') return value as TopicSubject
  return refuse(matcher, value, 'a topic')
}

/** The members of a message's record. An expectation with other members means the JSON content. */
const MEMBERS: Readonly<Record<string, true>> = {
  messageId: true,
  message: true,
  json: true,
  subject: true,
  attributes: true,
  groupId: true,
  deduplicationId: true,
  sequenceNumber: true,
  deliveries: true,
}

const isOfRecord = (expected: unknown): boolean =>
  typeof expected === 'object' &&
  expected !== null &&
  !isAsymmetric(expected) &&
  Object.keys(expected).length > 0 &&
  Object.keys(expected).every((name) => Object.hasOwn(MEMBERS, name))

/** The part of a message that an expectation is compared with. */
const partOf = (record: TopicMessageRecord, expected: unknown): unknown =>
  isOfRecord(expected) ? record : (record.json ?? record.message)

const fits = (record: TopicMessageRecord, expected: unknown): boolean =>
  expected === undefined || contains(partOf(record, expected), expected)

export function toHavePublished(subject: unknown, expected: unknown): Outcome {
  const topic = toTopic('toHavePublished', subject)
  checkGiven('toHavePublished', expected, 'the expected part of a message')
  const { name, messages } = topic
  const match = messages.find((record) => fits(record, expected))
  return {
    pass: match !== undefined,
    message(negated, paint) {
      if (negated) {
        return paragraphs(
          `Expected ${name} not to have published ${show(expected)}, but it did.`,
          traceAround(match?.causedBy),
        )
      }
      const near = nearest(messages, (record) =>
        countDifferences(partOf(record, expected), expected),
      )
      return near
        ? paragraphs(
            `Expected ${name} to have published a message that contains the lines marked '-'. It published ${plural(messages.length, 'message')}. The nearest one:`,
            diff(expected, partOf(near, expected), paint),
            traceAround(near.causedBy),
          )
        : paragraphs(
            `Expected ${name} to have published ${show(expected)}, but it published nothing.`,
            traceOfWorld(topic),
          )
    },
  }
}

export function toHavePublishedTimes(
  subject: unknown,
  count: unknown,
  expected?: unknown,
): Outcome {
  const topic = toTopic('toHavePublishedTimes', subject)
  checkCount('toHavePublishedTimes', count)
  const { name, messages } = topic
  const found = messages.filter((record) => fits(record, expected))
  const what = expected === undefined ? '' : ` ${show(expected)}`
  return {
    pass: contains(found.length, count),
    message: (negated) =>
      paragraphs(
        `Expected ${name} ${negated ? 'not ' : ''}to have published${what} ${countOf(count)}, but it did so ${times(found.length)}.`,
        messages.length > 0 && list(messages.map(({ message }) => short(message))),
        traceOfWorld(topic),
      ),
  }
}

export function toHaveDeliveredTo(subject: unknown, target: unknown, expected?: unknown): Outcome {
  const topic = toTopic('toHaveDeliveredTo', subject)
  const { name, messages } = topic
  const isTo = toEndpointTest(target)
  const shown = describeTarget(target)
  const match = messages.find(
    (record) =>
      fits(record, expected) &&
      record.deliveries.some(({ to, status }) => status === 'delivered' && isTo(to)),
  )
  const what = expected === undefined ? 'a message' : show(expected)
  return {
    pass: match !== undefined,
    message: (negated) =>
      paragraphs(
        negated
          ? `Expected ${name} not to have delivered ${what} to ${shown}, but it did.`
          : `Expected ${name} to have delivered ${what} to ${shown}, but it did not.`,
        !negated && reasons(topic, expected, isTo),
        match ? traceAround(match.causedBy) : traceOfWorld(topic),
      ),
  }
}

/** Why each message did not arrive. */
function reasons(
  { messages, name }: TopicSubject,
  expected: unknown,
  isTo: (to: string) => boolean,
): string {
  if (messages.length === 0) return `${name} published nothing.`
  const lines = messages.map((record) => {
    const text = short(record.message)
    if (!fits(record, expected)) return `${text}: another message`
    const deliveries = record.deliveries.filter(({ to }) => isTo(to))
    if (deliveries.length === 0) {
      const others = record.deliveries.map(({ to }) => to)
      return others.length === 0
        ? `${text}: the topic had no subscription`
        : `${text}: no subscription of that target; delivered to ${others.join(', ')}`
    }
    return deliveries
      .map(({ status, why }) => `${text}: ${status}${why === undefined ? '' : `. ${why}`}`)
      .join('\n')
  })
  return `${plural(messages.length, 'message')}:\n${list(lines)}`
}

function toEndpointTest(target: unknown): (to: string) => boolean {
  const arn: unknown = handleOf(target) ? Reflect.get(Object(target), 'arn') : target
  if (typeof arn === 'string' && arn !== '') {
    // A name is the end of an ARN.
    return (to) => to === arn || to.endsWith(`:${arn}`)
  }
  throw new MisuseError(
    `toHaveDeliveredTo received ${described(target)}.`,
    'a function or queue (its handle, name or ARN), a mail address, a telephone number or a URL',
  )
}

const describeTarget = (target: unknown): string => {
  const name: unknown = handleOf(target) ? Reflect.get(Object(target), 'name') : target
  return String(name)
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text)
