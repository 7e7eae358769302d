/** AssociateKmsKey, DisassociateKmsKey and PutLogGroupDeletionProtection. */
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { findGroup, groupNameOf, updateGroup } from '../groups/find.ts'
import { groupNameIn } from '../groups/names.ts'
import type { LogsState } from '../state.ts'
import { accessToGroup } from './access.ts'

/** A group by name, or by the ARN that newer members of the request have. */
interface KeyInput {
  readonly logGroupName?: string
  readonly resourceIdentifier?: string
}

const nameIn = ({ logGroupName, resourceIdentifier }: KeyInput): string =>
  groupNameOf({
    ...(logGroupName !== undefined && { logGroupName }),
    ...(resourceIdentifier !== undefined && { logGroupIdentifier: resourceIdentifier }),
  })

/**
 * The key is kept and shown.
 * AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html
 */
export const associateKmsKey: Operation<
  LogsState,
  KeyInput & { readonly kmsKeyId: string },
  Record<never, never>
> = defineOperation({
  name: 'AssociateKmsKey',
  handles: ['logGroupName', 'resourceIdentifier', 'kmsKeyId'],
  access: accessToGroup('logs:AssociateKmsKey'),
  run(state, input, { world }) {
    const group = findGroup(state, world, nameIn(input))
    updateGroup(state, group, { kmsKeyId: input.kmsKeyId })
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DisassociateKmsKey.html */
export const disassociateKmsKey: Operation<
  LogsState,
  KeyInput,
  Record<never, never>
> = defineOperation({
  name: 'DisassociateKmsKey',
  handles: ['logGroupName', 'resourceIdentifier'],
  access: accessToGroup('logs:DisassociateKmsKey'),
  run(state, input, { world }) {
    updateGroup(state, findGroup(state, world, nameIn(input)), { kmsKeyId: undefined })
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogGroupDeletionProtection.html */
export const putLogGroupDeletionProtection: Operation<
  LogsState,
  { readonly logGroupIdentifier: string; readonly deletionProtectionEnabled: boolean },
  Record<never, never>
> = defineOperation({
  name: 'PutLogGroupDeletionProtection',
  handles: ['logGroupIdentifier', 'deletionProtectionEnabled'],
  access: accessToGroup('logs:PutLogGroupDeletionProtection'),
  run(state, { logGroupIdentifier, deletionProtectionEnabled }, { world }) {
    const group = findGroup(state, world, groupNameIn(logGroupIdentifier))
    updateGroup(state, group, { isProtected: deletionProtectionEnabled })
    return {}
  },
})
