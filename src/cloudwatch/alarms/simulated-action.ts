/** The actions that alarms run here: topics and functions of the same region and account. */
import { parseArn } from '../../core/arn.ts'
import { isForeign } from '../../core/resources/arn-form.ts'
import type { WorldOptions } from '../../core/world/world.ts'

export function isSimulatedAction(action: string, options: WorldOptions): boolean {
  const arn = parseArn(action)
  return arn !== undefined && ['sns', 'lambda'].includes(arn.service) && !isForeign(arn, options)
}
