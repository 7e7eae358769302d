/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as secrets from './index.ts'
import * as secretsmanagerTemplates from './cloudformation.ts'

export const rooms = {
  secretsmanagerTemplates: (): typeof secretsmanagerTemplates => secretsmanagerTemplates,
  secrets: (): typeof secrets => secrets,
}
