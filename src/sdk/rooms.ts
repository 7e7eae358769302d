/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as auto from './auto/auto.ts'
import * as localServers from './auto/local-servers.ts'
import * as bySchema from './answer/answer-by-schema.ts'
import * as raw from './raw/raw.ts'
import * as sentRequests from './raw/sent-requests.ts'
import * as signatures from './raw/verify-signature.ts'
import * as stubbed from './client/answer-stubbed.ts'

export const rooms = {
  auto: (): typeof auto => auto,
  localServers: (): typeof localServers => localServers,
  bySchema: (): typeof bySchema => bySchema,
  raw: (): typeof raw => raw,
  sentRequests: (): typeof sentRequests => sentRequests,
  signatures: (): typeof signatures => signatures,
  stubbed: (): typeof stubbed => stubbed,
}
