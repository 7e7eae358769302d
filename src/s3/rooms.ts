/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as s3Templates from './cloudformation.ts'
import * as s3Hosts from './hosts.ts'
import * as s3Http from './http/answer.ts'
import * as s3Origins from './http/origin.ts'
import * as s3Settings from './operations/settings/index.ts'
import * as s3 from './index.ts'

export const rooms = {
  s3Templates: (): typeof s3Templates => s3Templates,
  s3Hosts: (): typeof s3Hosts => s3Hosts,
  s3Http: (): typeof s3Http => s3Http,
  s3Origins: (): typeof s3Origins => s3Origins,
  s3Settings: (): typeof s3Settings => s3Settings,
  s3: (): typeof s3 => s3,
}
