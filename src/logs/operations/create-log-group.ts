import { NO_TAGS, pairsOfMap, toTags } from '../../core/resources/tags.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { groupExists } from '../errors.ts'
import { groupOf } from '../groups/find.ts'
import { keepGroup, newGroup, type LogGroupClass, type LogsState } from '../state.ts'
import { accessToGroup } from './access.ts'
import { TAG_POLICY } from './tag-policy.ts'

export interface CreateLogGroupInput {
  readonly logGroupName: string
  readonly kmsKeyId?: string
  readonly tags?: Readonly<Record<string, string>>
  readonly logGroupClass?: LogGroupClass
  readonly deletionProtectionEnabled?: boolean
}

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const createLogGroup: Operation<
  LogsState,
  CreateLogGroupInput,
  Record<never, never>
> = defineOperation({
  name: 'CreateLogGroup',
  handles: ['logGroupName', 'kmsKeyId', 'tags', 'logGroupClass', 'deletionProtectionEnabled'],
  access: accessToGroup('logs:CreateLogGroup'),
  run(state, input, { world }) {
    const { logGroupName, kmsKeyId, tags, logGroupClass = 'STANDARD' } = input
    if (groupOf(state, world, logGroupName)) throw groupExists()
    const group = newGroup(state, world, logGroupName, {
      kmsKeyId,
      logGroupClass,
      isProtected: input.deletionProtectionEnabled === true,
      tags: tags ? toTags(pairsOfMap(tags), TAG_POLICY) : NO_TAGS,
    })
    keepGroup(state, group)
    return {}
  },
})
