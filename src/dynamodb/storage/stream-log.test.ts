import { expect, it } from 'vitest'
import type { JournalRecord } from '../../core/journal.ts'
import {
  appendRecord,
  cloneStreamLog,
  createStreamLog,
  oldestNumber,
  recordsFrom,
  type StreamLog,
} from './stream-log.ts'

const ROOT: JournalRecord = { kind: 'test', at: 0, causedBy: undefined }

const emptyLog = (): StreamLog =>
  createStreamLog({
    arn: 'arn',
    label: '2026-01-01T00:00:00.000',
    tableName: 'orders',
    key: { partition: [{ name: 'id', type: 'S' }], sort: [] },
    viewType: 'KEYS_ONLY',
    createdAt: 0,
  })

const append = (log: StreamLog, count: number, limit: number): void => {
  for (let i = 0; i < count; i++) {
    appendRecord(
      log,
      { at: 0, oldItem: undefined, newItem: undefined, expired: false, cause: ROOT },
      limit,
    )
  }
}

const numbersIn = (log: StreamLog, from = 1): number[] =>
  recordsFrom(log, from, 0).map(({ number }) => number)

const kept = (log: StreamLog): number =>
  log.tail.length + log.earlier.reduce((sum, part) => sum + part.length, 0)

it('keeps the latest records and little memory beyond them', () => {
  const log = emptyLog()
  append(log, 100_000, 5)
  expect(numbersIn(log)).toEqual([99_996, 99_997, 99_998, 99_999, 100_000])
  expect(numbersIn(log, 99_999)).toEqual([99_999, 100_000])
  expect(oldestNumber(log, 0)).toBe(99_996)
  expect(kept(log)).toBeLessThanOrEqual(5 + 2048)
})

it('keeps all records below the limit', () => {
  const log = emptyLog()
  append(log, 3000, 3000)
  expect(numbersIn(log)).toHaveLength(3000)
  append(log, 1, 3000)
  expect(numbersIn(log)[0]).toBe(2)
})

it('trims a clone without trimming its origin', () => {
  const log = emptyLog()
  append(log, 4, 4)
  const clone = cloneStreamLog(log)
  append(clone, 2, 4)
  expect(numbersIn(clone)).toEqual([3, 4, 5, 6])
  expect(numbersIn(log)).toEqual([1, 2, 3, 4])
  append(clone, 5000, 4)
  expect(numbersIn(clone)).toEqual([5003, 5004, 5005, 5006])
  expect(numbersIn(log)).toEqual([1, 2, 3, 4])
})
