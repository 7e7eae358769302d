/** Whether a table's ARN leads to this region and account. */
import { parseArn } from '../../core/arn.ts'
import { ServiceError } from '../../core/errors.ts'
import type { World } from '../../core/world.ts'
import { validation } from '../errors.ts'

const COLON = 58

/** A name may stand where an ARN may, and is none: names have no colons. */
const isArn = (nameOrArn: unknown): nameOrArn is string =>
  typeof nameOrArn === 'string' && nameOrArn.charCodeAt(3) === COLON

interface AboutTables {
  readonly TableName?: unknown
  readonly RequestItems?: unknown
  readonly TransactItems?: unknown
}

/** Checks the ARNs that stand for names of tables in any operation's input. Names cost a comparison. */
export function checkTableArns(input: AboutTables, world: World): void {
  const { TableName: table, RequestItems: batch, TransactItems: actions } = input
  if (isArn(table)) checkTableArn(table, world)
  if (batch !== undefined) {
    for (const name in batch as object) if (isArn(name)) checkTableArn(name, world)
  }
  if (!Array.isArray(actions)) return
  for (const action of actions as readonly object[]) {
    for (const part of Object.values(action) as readonly AboutTables[]) {
      if (isArn(part.TableName)) checkTableArn(part.TableName, world)
    }
  }
}

// AWS (measured, 2026): each part is reported by itself, the account last.
function checkTableArn(arn: string, { options }: World): void {
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
