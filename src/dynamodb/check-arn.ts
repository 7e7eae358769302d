/** Whether a table's ARN leads to this region and account. */
import { parseArn } from '../core/arn.ts'
import { ServiceError } from '../core/errors.ts'
import type { World } from '../core/world.ts'
import { validation } from './errors.ts'

const COLON = 58

/** A name may stand where an ARN may, and is none: names have no colons. */
export const isArn = (nameOrArn: string): boolean => nameOrArn.charCodeAt(3) === COLON

// AWS (measured, 2026): each part is reported by itself, the account last.
export function checkTableArn(arn: string, { options }: World): void {
  const parts = parseArn(arn)
  if (!parts) return
  const wrong =
    parts.partition !== 'aws'
      ? 'AWS partition'
      : parts.region !== options.region
        ? 'AWS region'
        : parts.resource.startsWith('table/')
          ? undefined
          : 'resource type'
  if (wrong) throw validation(`1 validation error detected: Invalid ${wrong} in '${arn}'`)
  if (parts.account !== options.accountId) {
    throw new ServiceError('AccessDeniedException', 'Access is denied')
  }
}
