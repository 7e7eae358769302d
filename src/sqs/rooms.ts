/** What loads when it is first used (dynamodb/rooms.ts). */
import * as sqs from './index.ts'
import * as cloudformation from './cloudformation.ts'

export const rooms = {
  cloudformation: (): typeof cloudformation => cloudformation,
  sqs: (): typeof sqs => sqs,
}
