/** What loads when it is first used (dynamodb/rooms.ts). */
import * as kinesis from './index.ts'
import * as kinesisOperations from './operations/index.ts'

export const rooms = {
  kinesis: (): typeof kinesis => kinesis,
  kinesisOperations: (): typeof kinesisOperations => kinesisOperations,
}
