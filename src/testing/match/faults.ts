/** Planned faults: toAllHaveFired. */
import { list, paragraphs, plural } from '../../core/matching/words.ts'
import { traceOfWorld, type Outcome } from '../outcome.ts'
import { toFaults } from '../subject.ts'

export function toAllHaveFired(subject: unknown): Outcome {
  const { pending } = toFaults('toAllHaveFired', subject)
  return {
    pass: pending.length === 0,
    message: (negated) =>
      negated
        ? 'Expected some planned fault not to have fired, but all have.'
        : paragraphs(
            `Expected all planned faults to have fired, but ${plural(pending.length, 'fault')} ${pending.length === 1 ? 'has' : 'have'} not:`,
            list(
              pending.map(
                ({ description, seen }) =>
                  `${description}: ${seen === 0 ? 'no call matched it' : `${plural(seen, 'call')} matched it so far`}`,
              ),
            ),
            traceOfWorld(subject),
          ),
  }
}
