/** What loads when it is first used (dynamodb/rooms.ts). */
import * as kinesis from './index.ts'
import * as kinesisOperations from './operations/index.ts'
import * as kinesisTemplates from './cloudformation.ts'

export const rooms = {
  kinesisTemplates: (): typeof kinesisTemplates => kinesisTemplates,
  kinesis: (): typeof kinesis => kinesis,
  kinesisOperations: (): typeof kinesisOperations => kinesisOperations,
}
