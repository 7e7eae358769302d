/** What loads when it is first used (dynamodb/rooms.ts). */
import * as matchers from './find.ts'

export const rooms = {
  matchers: (): typeof matchers => matchers,
}
