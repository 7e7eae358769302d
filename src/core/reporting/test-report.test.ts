import { afterEach, beforeEach, expect, it } from 'vitest'
import { UnsupportedError } from '../errors.ts'
import { collectReport, recordRefusal, takeRefusals } from './test-report.ts'
import type { World } from '../world/world.ts'

const vitest = (globalThis as unknown as { __vitest_worker__: { current: object } })
  .__vitest_worker__
let current: object
beforeEach(() => {
  ;({ current } = vitest)
})
afterEach(() => {
  vitest.current = current
})

it('events that no test answered for are not the next test file’s', () => {
  const world = { parent: undefined } as World
  const error = new UnsupportedError({ service: 'SQS' })
  collectReport()
  recordRefusal(world, error)
  expect(takeRefusals()).toEqual([{ world, error }])
  recordRefusal(world, error)
  vitest.current = { ...current, file: {} }
  expect(takeRefusals()).toEqual([])
  recordRefusal(world, error)
  expect(takeRefusals()).toHaveLength(1)
})
