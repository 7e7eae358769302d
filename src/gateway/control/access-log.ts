/** The access logs of stages, as the control plane receives and shows them. */
import { UnsupportedError } from '../../core/errors.ts'
import { withoutUndefined } from '../../core/without-undefined.ts'
import type { World } from '../../core/world/world.ts'
import { logGroupOf, type AccessLog } from '../api/access-log.ts'
import { rooms } from '../rooms.ts'
import { badRequest } from './errors.ts'

/** The access log with other members. Firehose streams as destinations are not simulated. */
export function changeAccessLog(
  world: World,
  before: AccessLog | undefined,
  change: { readonly format?: string | undefined; readonly destinationArn?: string | undefined },
): AccessLog {
  const { format, destinationArn } = { ...before, ...withoutUndefined(change) }
  if (destinationArn !== undefined && logGroupOf(destinationArn) === undefined) {
    if (!/^arn:[^:]+:firehose:/.test(destinationArn))
      // Unverified: the wording
      throw badRequest(`Invalid access log destination: ${destinationArn}`)
    throw world.refuse(
      new UnsupportedError({
        service: 'API Gateway',
        operation: 'access log',
        parameter: 'a Firehose stream as its destination',
      }),
    )
  }
  const flaw = format === undefined ? undefined : rooms.accessLogOptions().flawOf(format)
  // Unverified: the wording
  if (flaw !== undefined) throw badRequest(`Invalid access log format: it is ${flaw}`)
  return { format, destinationArn }
}
