/** What loads when it is first used (dynamodb/rooms.ts). */
import * as kinesis from './index.ts'
import * as kinesisOperations from './operations/index.ts'
import * as cloudformation from './cloudformation.ts'

export const rooms = {
  cloudformation: (): typeof cloudformation => cloudformation,
  kinesis: (): typeof kinesis => kinesis,
  kinesisOperations: (): typeof kinesisOperations => kinesisOperations,
}
