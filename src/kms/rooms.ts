/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as kms from './index.ts'

export const rooms = {
  kms: (): typeof kms => kms,
}
