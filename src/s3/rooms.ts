/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as s3Templates from './cloudformation.ts'
import * as hosts from './hosts.ts'
import * as http from './http/answer.ts'
import * as s3 from './index.ts'

export const rooms = {
  s3Templates: (): typeof s3Templates => s3Templates,
  hosts: (): typeof hosts => hosts,
  http: (): typeof http => http,
  s3: (): typeof s3 => s3,
}
