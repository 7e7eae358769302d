/** What loads when it is first used (dynamodb/rooms.ts). */
import * as assert from 'node:assert'
import * as matchers from './find.ts'

export const rooms = {
  assert: (): typeof assert => assert,
  matchers: (): typeof matchers => matchers,
}
