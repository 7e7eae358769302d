/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as cognitoidp from './index.ts'
import * as cognitoDomains from './oauth/fetch.ts'

export const rooms = {
  cognitoDomains: (): typeof cognitoDomains => cognitoDomains,
  cognitoidp: (): typeof cognitoidp => cognitoidp,
}
