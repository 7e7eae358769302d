/** What loads when it is first used (dynamodb/rooms.ts). */
import * as gateway from './index.ts'

export const rooms = {
  gateway: (): typeof gateway => gateway,
}
