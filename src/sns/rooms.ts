/** What loads when it is first used (dynamodb/rooms.ts). */
import * as sns from './index.ts'

export const rooms = {
  sns: (): typeof sns => sns,
}
