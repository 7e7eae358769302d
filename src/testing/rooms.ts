/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as assert from 'node:assert'
import * as matchers from './find.ts'

export const rooms = {
  assert: (): typeof assert => assert,
  matchers: (): typeof matchers => matchers,
}
