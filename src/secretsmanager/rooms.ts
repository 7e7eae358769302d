/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as secrets from './index.ts'

export const rooms = {
  secrets: (): typeof secrets => secrets,
}
