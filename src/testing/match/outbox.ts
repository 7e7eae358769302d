/** `toHaveSent`, for the mail, text messages and HTTP calls that left a region. */
import { contains, countDifferences } from '../../core/compare.ts'
import { handleOf } from '../../core/handle.ts'
import { diff } from '../../core/matching/diff.ts'
import { list, nearest, paragraphs } from '../../core/matching/words.ts'
import type { OutgoingRecord } from '../../core/outgoing.ts'
import { traceOfWorld, type Outcome } from '../outcome.ts'
import { refuse } from '../subject.ts'

/** Asserts that something was sent to an address, and that it has these members. */
export function toHaveSent(subject: unknown, to: string, partial: object = {}): Outcome {
  if (handleOf(subject)?.kind !== 'region') return refuse('toHaveSent', subject, 'a region')
  const { outbox } = subject as { readonly outbox: readonly OutgoingRecord[] }
  const sent = outbox.filter((record) => record.to === to)
  const near = nearest(sent, (record) => countDifferences(record, partial))
  return {
    pass: sent.some((record) => contains(record, partial)),
    message(negated, paint) {
      const trace = traceOfWorld(subject)
      if (negated) return paragraphs(`Expected nothing like this to be sent to ${to}.`, trace)
      if (!near) {
        const others = [...new Set(outbox.map((record) => record.to))]
        return paragraphs(
          `Expected something to be sent to ${to}.`,
          others.length > 0
            ? `The outbox has messages to:\n${list(others)}`
            : 'The outbox is empty.',
          trace,
        )
      }
      return paragraphs(
        `Expected something sent to ${to} to have the members marked '-':`,
        diff(partial, near, paint),
        trace,
      )
    },
  }
}
