/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as cognitoidp from './index.ts'
import * as cognitoTemplates from './cloudformation.ts'
import * as cognitoMatchers from './matchers.ts'
import * as cognitoDomains from './oauth/fetch.ts'

export const rooms = {
  cognitoDomains: (): typeof cognitoDomains => cognitoDomains,
  cognitoTemplates: (): typeof cognitoTemplates => cognitoTemplates,
  cognitoMatchers: (): typeof cognitoMatchers => cognitoMatchers,
  cognitoidp: (): typeof cognitoidp => cognitoidp,
}
