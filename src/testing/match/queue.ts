/**
 * Matchers on the messages of a queue, and on those that a WebSocket client has received:
 * toHaveMessage, toHaveMessageCount.
 */
import { contains, countDifferences, isAsymmetric, isMembers } from '../../core/compare.ts'
import { diff, show, showBriefly } from '../../core/matching/diff.ts'
import { checkCount, checkGiven } from '../../core/matching/expected.ts'
import { list, nearest, paragraphs, plural } from '../../core/matching/words.ts'
import { traceOfWorld, type Outcome } from '../outcome.ts'
import { toMailbox, type MessageSubject } from '../subject.ts'

/**
 * The forms in which a test may describe a message: by its body, or by its members. `body` may be
 * given as the text or as the JSON in it.
 */
const formsOf = (message: MessageSubject): readonly unknown[] => {
  const { body, json } = message
  const parsed = json === undefined ? [] : [json, { ...message, body: json }]
  return [body, ...parsed, message]
}

const fits = (message: MessageSubject, expected: unknown): boolean =>
  formsOf(message).some((form) => contains(form, expected))

/** Returns the form of a message that is the most similar to the expectation. */
const nearestForm = (message: MessageSubject, expected: unknown): unknown =>
  nearest([...formsOf(message)].reverse(), (form) => countDifferences(form, expected))

/** The fewest differences in any form. */
const distance = (message: MessageSubject, expected: unknown): number =>
  Math.min(...formsOf(message).map((form) => countDifferences(form, expected)))

export function toHaveMessage(subject: unknown, expected: unknown): Outcome {
  const queue = toMailbox('toHaveMessage', subject)
  checkGiven(
    'toHaveMessage',
    expected,
    'a part of the message: its body, or members such as { body, attributes }',
  )
  const { messages } = queue
  const found = messages.find((message) => fits(message, expected))
  return {
    pass: found !== undefined,
    message(negated, paint) {
      const wanted = `a message that contains ${show(expected)}`
      if (negated) {
        return paragraphs(
          `Expected ${queue.name} not to have ${wanted}, but it has:`,
          found && describe(found, expected),
          traceOfWorld(subject),
        )
      }
      const near = nearest(messages, (message) => distance(message, expected))
      return near === undefined
        ? paragraphs(
            `Expected ${queue.name} to have ${wanted}, but it has no messages.`,
            traceOfWorld(subject),
          )
        : paragraphs(
            `Expected ${queue.name} to have a message that contains the lines marked '-':`,
            diff(expected, nearestForm(near, expected), paint),
            messages.length > 1 && others(messages, expected),
            traceOfWorld(subject),
          )
    },
  }
}

/** Lists the messages, the most similar first. */
function others(messages: readonly MessageSubject[], expected: unknown): string {
  const sorted = [...messages].sort((a, b) => distance(a, expected) - distance(b, expected))
  const lines = sorted.map((message) => describe(message, expected))
  return `Its ${plural(messages.length, 'message')}, the nearest first:\n${list(lines, 3)}`
}

/** `visible: { id: 1 }` */
function describe({ body, json, state, attributes }: MessageSubject, expected: unknown): string {
  const asked = isMembers(expected) && !isAsymmetric(expected) ? expected : {}
  const hasAttributes = Object.keys(attributes).length > 0
  const more = hasAttributes ? `, attributes ${showBriefly(attributes)}` : ''
  return `${WORDS[state] ?? state}: ${showBriefly(json ?? body, asked)}${more}`
}

const WORDS: Readonly<Record<string, string>> = { inFlight: 'in flight' }

export function toHaveMessageCount(subject: unknown, expected: unknown): Outcome {
  const queue = toMailbox('toHaveMessageCount', subject)
  checkCount('toHaveMessageCount', expected)
  const { size, messages } = queue
  const wanted =
    typeof expected === 'number' ? plural(expected, 'message') : `${show(expected)} messages`
  return {
    pass: contains(size, expected),
    message: (negated) =>
      paragraphs(
        `Expected ${queue.name} ${negated ? 'not ' : ''}to have ${wanted}, but it has ${size}.`,
        size > 0 && list(messages.map((message) => describe(message, {}))),
        traceOfWorld(subject),
      ),
  }
}
