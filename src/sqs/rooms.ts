/** What loads when it is first used (dynamodb/rooms.ts). */
import * as sqs from './index.ts'

export const rooms = {
  sqs: (): typeof sqs => sqs,
}
