/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as assert from 'node:assert'
import * as matchers from './find.ts'
import * as endOfTest from './run/end-of-test.ts'
import * as runIndex from './run/run-index.ts'

export const rooms = {
  assert: (): typeof assert => assert,
  endOfTest: (): typeof endOfTest => endOfTest,
  matchers: (): typeof matchers => matchers,
  runIndex: (): typeof runIndex => runIndex,
}
