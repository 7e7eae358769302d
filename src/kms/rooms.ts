/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as kms from './index.ts'
import * as kmsTemplates from './cloudformation.ts'

export const rooms = {
  kmsTemplates: (): typeof kmsTemplates => kmsTemplates,
  kms: (): typeof kms => kms,
}
