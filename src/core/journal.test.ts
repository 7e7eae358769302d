import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createJournal, type JournalMark, type JournalRecord } from './journal.ts'

const LIMIT = 8

const step = fc.oneof(
  { weight: 6, arbitrary: fc.constant('append' as const) },
  { weight: 2, arbitrary: fc.constant('mark' as const) },
  { weight: 2, arbitrary: fc.nat() },
  { weight: 1, arbitrary: fc.constant('clear' as const) },
)

it('keeps the newest records through any marks and rewinds', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const journal = createJournal(() => 0, LIMIT)
      const marks: { mark: JournalMark; then: readonly JournalRecord[] }[] = []
      let model: readonly JournalRecord[] = []
      for (const [at, next] of steps.entries()) {
        if (next === 'append') {
          const record = { kind: at % 2 ? 'odd' : 'even', at, causedBy: journal.root }
          expect(journal.append(record)).toBe(record)
          model = [...model, record]
        } else if (next === 'mark') {
          marks.push({ mark: journal.mark(), then: model })
        } else if (next === 'clear') {
          journal.clear()
          model = []
        } else if (marks.length > 0) {
          const { mark, then } = marks[next % marks.length]!
          journal.rewind(mark)
          model = then
        }
        // Reading joins the lists, so some steps skip it.
        if (at % 3 > 0 && at < steps.length - 1) continue
        const newest = model.slice(-LIMIT)
        expect(journal.of('odd')).toEqual(newest.filter(({ kind }) => kind === 'odd'))
        expect([...journal.records]).toEqual(newest)
      }
    }),
  )
})
