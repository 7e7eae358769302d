/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as ssm from './index.ts'
import * as ssmTemplates from './cloudformation.ts'

export const rooms = {
  ssmTemplates: (): typeof ssmTemplates => ssmTemplates,
  ssm: (): typeof ssm => ssm,
}
