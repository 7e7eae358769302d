/** TagResource, UntagResource and ListTagsForResource. Of the simulated resources alarms have tags. */
import { addTags, pairsOfList, removeTags, toTagList } from '../../core/resources/tags.ts'
import type { Access, Operation } from '../../core/world/world.ts'
import type { StoredAlarm } from '../alarm.ts'
import { alarmNameIn } from '../alarms/names.ts'
import { defineOperation } from '../api/define-operation.ts'
import { resourceMissing } from '../errors.ts'
import type { CloudWatchState } from '../state.ts'
import { TAG_POLICY } from './tag-policy.ts'

interface Resource {
  readonly ResourceARN: string
}

type Tag = Readonly<Record<'Key' | 'Value', string>>

const accessTo =
  (action: string) =>
  ({ ResourceARN }: Resource): Access[] => [{ action, resource: ResourceARN }]

function find({ alarms }: CloudWatchState, { ResourceARN }: Resource): StoredAlarm {
  const alarm = alarms.get(alarmNameIn(ResourceARN) ?? '')
  if (!alarm) throw resourceMissing(ResourceARN)
  return alarm
}

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_TagResource.html */
export const tagResource: Operation<
  CloudWatchState,
  Resource & { readonly Tags: readonly Tag[] },
  Record<never, never>
> = defineOperation({
  name: 'TagResource',
  handles: ['ResourceARN', 'Tags'],
  access: accessTo('cloudwatch:TagResource'),
  run(state, input) {
    const alarm = find(state, input)
    const tags = addTags(alarm.tags, pairsOfList(input.Tags), TAG_POLICY)
    state.alarms.set(alarm.settings.AlarmName, { ...alarm, tags })
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_UntagResource.html */
export const untagResource: Operation<
  CloudWatchState,
  Resource & { readonly TagKeys: readonly string[] },
  Record<never, never>
> = defineOperation({
  name: 'UntagResource',
  handles: ['ResourceARN', 'TagKeys'],
  access: accessTo('cloudwatch:UntagResource'),
  run(state, input) {
    const alarm = find(state, input)
    const tags = removeTags(alarm.tags, input.TagKeys)
    state.alarms.set(alarm.settings.AlarmName, { ...alarm, tags })
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: Operation<
  CloudWatchState,
  Resource,
  { readonly Tags: readonly Tag[] }
> = defineOperation({
  name: 'ListTagsForResource',
  handles: ['ResourceARN'],
  access: accessTo('cloudwatch:ListTagsForResource'),
  run: (state, input) => ({ Tags: toTagList(find(state, input).tags) }),
})
