/** Checks that table ARNs in a request are of this region and account. */
import { parseArn } from '../../core/arn.ts'
import type { World } from '../../core/world/world.ts'
import { accessDenied, inEnvelope } from '../errors.ts'
import { eachTableName, type TableMembers } from './tables-in-request.ts'

const COLON = 58

/** Checks the table ARNs in any operation's input. A plain name costs one comparison. */
export const checkTableArns = (input: TableMembers, world: World): void =>
  eachTableName(input, checkIfArn, world)

function checkIfArn(nameOrArn: string, world: World): void {
  // A name has no colons.
  if (nameOrArn.charCodeAt(3) === COLON) checkTableArn(nameOrArn, world)
}

// AWS (measured, 2026): AWS reports one part at a time, the account last.
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
  if (wrong) throw inEnvelope(`Invalid ${wrong} in '${arn}'`)
  if (parts.account !== options.accountId) throw accessDenied()
}
