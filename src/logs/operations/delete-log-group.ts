import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { deletionProtected } from '../errors.ts'
import { findGroup } from '../groups/find.ts'
import { hideRuns } from '../groups/function-lines.ts'
import { removeGroup, type LogsState } from '../state.ts'
import { accessToGroup } from './access.ts'

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html */
export const deleteLogGroup: Operation<
  LogsState,
  { readonly logGroupName: string },
  Record<never, never>
> = defineOperation({
  name: 'DeleteLogGroup',
  handles: ['logGroupName'],
  access: accessToGroup('logs:DeleteLogGroup'),
  run(state, { logGroupName }, { world }) {
    const group = findGroup(state, world, logGroupName)
    if (group.isProtected) throw deletionProtected()
    hideRuns(state, world, logGroupName)
    removeGroup(state, logGroupName)
    return {}
  },
})
