/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as cognitoidentity from './index.ts'

export const rooms = {
  cognitoidentity: (): typeof cognitoidentity => cognitoidentity,
}
