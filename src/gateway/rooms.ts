/** What loads when it is first used (dynamodb/rooms.ts). */
import * as http from 'node:http'
import * as zlib from 'node:zlib'
import * as authorizers from './authorizers/index.ts'
import * as gateway from './index.ts'

export const rooms = {
  authorizers: (): typeof authorizers => authorizers,
  gateway: (): typeof gateway => gateway,
  http: (): typeof http => http,
  zlib: (): typeof zlib => zlib,
}
