/** PutRetentionPolicy and DeleteRetentionPolicy. */
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { invalidRetention } from '../errors.ts'
import { findGroup, updateGroup } from '../groups/find.ts'
import { RETENTION_DAYS } from '../limits.ts'
import type { LogsState } from '../state.ts'
import { accessToGroup } from './access.ts'

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const putRetentionPolicy: Operation<
  LogsState,
  { readonly logGroupName: string; readonly retentionInDays: number },
  Record<never, never>
> = defineOperation({
  name: 'PutRetentionPolicy',
  handles: ['logGroupName', 'retentionInDays'],
  access: accessToGroup('logs:PutRetentionPolicy'),
  run(state, { logGroupName, retentionInDays }, { world }) {
    if (!RETENTION_DAYS.includes(retentionInDays)) throw invalidRetention()
    updateGroup(state, findGroup(state, world, logGroupName), { retentionInDays })
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html */
export const deleteRetentionPolicy: Operation<
  LogsState,
  { readonly logGroupName: string },
  Record<never, never>
> = defineOperation({
  name: 'DeleteRetentionPolicy',
  handles: ['logGroupName'],
  access: accessToGroup('logs:DeleteRetentionPolicy'),
  run(state, { logGroupName }, { world }) {
    const group = findGroup(state, world, logGroupName)
    updateGroup(state, group, { retentionInDays: undefined })
    return {}
  },
})
