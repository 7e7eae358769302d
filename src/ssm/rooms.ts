/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as ssm from './index.ts'

export const rooms = {
  ssm: (): typeof ssm => ssm,
}
