/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as managementApi from './index.ts'

export const rooms = {
  managementApi: (): typeof managementApi => managementApi,
}
