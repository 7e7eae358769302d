/** What loads when it is first used (dynamodb/rooms.ts). */
import * as stubs from './index.ts'

export const rooms = {
  stubs: (): typeof stubs => stubs,
}
