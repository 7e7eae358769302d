import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
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

describe('since', () => {
  const recordAt = (at: number, causedBy: JournalRecord): JournalRecord => ({
    kind: 'write',
    at,
    causedBy,
  })
  const timesOf = (records: readonly JournalRecord[]): number[] => records.map(({ at }) => at)

  it('returns the records after a position', () => {
    const journal = createJournal(() => 0)
    journal.append(recordAt(1, journal.root))
    const first = journal.since(undefined)
    expect(timesOf(first.records)).toEqual([1])
    journal.append(recordAt(2, journal.root))
    const second = journal.since(first.position)
    expect([timesOf(second.records), second.isFromFirst]).toEqual([[2], false])
    expect(journal.since(second.position).records).toEqual([])
  })

  it('goes on over the limit, with the records that are kept', () => {
    const journal = createJournal(() => 0, 4)
    journal.append(recordAt(0, journal.root))
    const { position } = journal.since(undefined)
    for (let at = 1; at < 20; at++) journal.append(recordAt(at, journal.root))
    const later = journal.since(position)
    expect(later.isFromFirst).toBe(false)
    expect(timesOf(later.records).at(-1)).toBe(19)
    journal.append(recordAt(20, journal.root))
    expect(timesOf(journal.since(later.position).records)).toEqual([20])
  })

  it('begins anew after a rewind and after clear', () => {
    const journal = createJournal(() => 0)
    journal.append(recordAt(1, journal.root))
    const mark = journal.mark()
    journal.append(recordAt(2, journal.root))
    const { position } = journal.since(undefined)
    journal.rewind(mark)
    const rewound = journal.since(position)
    expect([timesOf(rewound.records), rewound.isFromFirst]).toEqual([[1], true])
    journal.clear()
    expect(journal.since(rewound.position)).toMatchObject({ records: [], isFromFirst: true })
  })

  it('sees the records of its region alone', () => {
    const journal = createJournal(() => 0)
    const main = journal.ofRegion(undefined)
    const other = journal.ofRegion('eu-west-1')
    main.append(recordAt(1, journal.root))
    other.append(recordAt(2, journal.root))
    expect(timesOf(main.since(undefined).records)).toEqual([1])
    expect(timesOf(other.since(undefined).records)).toEqual([2])
  })
})

it('watch tells of each record until it ends', () => {
  const journal = createJournal(() => 0)
  let count = 0
  const end = journal.watch(() => count++)
  journal.append({ kind: 'write', at: 0, causedBy: journal.root })
  journal.ofRegion('eu-west-1').append({ kind: 'write', at: 0, causedBy: journal.root })
  end()
  journal.append({ kind: 'write', at: 0, causedBy: journal.root })
  expect(count).toBe(2)
})
