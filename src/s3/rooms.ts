/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as cloudformation from './cloudformation.ts'
import * as s3 from './index.ts'

export const rooms = {
  cloudformation: (): typeof cloudformation => cloudformation,
  s3: (): typeof s3 => s3,
}
