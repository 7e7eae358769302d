/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as fromFiles from './index.ts'

export const rooms = {
  fromFiles: (): typeof fromFiles => fromFiles,
}
