/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as scheduler from './index.ts'
import * as cloudformation from './cloudformation.ts'

export const rooms = {
  cloudformation: (): typeof cloudformation => cloudformation,
  scheduler: (): typeof scheduler => scheduler,
}
