/** CreateScheduleGroup, GetScheduleGroup, DeleteScheduleGroup and ListScheduleGroups. */
import { pairsOfList, toTags } from '../../core/resources/tags.ts'
import type { Access, Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { GROUPS } from '../limits.ts'
import { DEFAULT_GROUP, groupArn } from '../names.ts'
import { newGroup, type SchedulerState, type StoredGroup } from '../state.ts'
import { setTimer } from '../timers.ts'
import { idempotent } from './idempotent.ts'
import { pageOf, type PageInput } from './page.ts'
import { TAGS } from './tag-policy.ts'

interface NameInput {
  readonly Name: string
}

const accessTo =
  (action: string) =>
  ({ Name }: NameInput, { options }: World): Access[] => [
    { action, resource: groupArn(options, Name) },
  ]

/** AWS: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateScheduleGroup.html */
export const createScheduleGroup: Operation<
  SchedulerState,
  NameInput & {
    readonly Tags?: readonly { readonly Key: string; readonly Value: string }[]
    readonly ClientToken?: string
  },
  { readonly ScheduleGroupArn: string }
> = defineOperation({
  name: 'CreateScheduleGroup',
  handles: ['Name', 'Tags', 'ClientToken'],
  access: accessTo('scheduler:CreateScheduleGroup'),
  run: (state, input, { world }) =>
    idempotent(state, world, 'CreateScheduleGroup', input, () => {
      const { Name, Tags = [] } = input
      if (state.groups.has(Name)) throw errors.groupExists(Name)
      if (state.groups.size >= GROUPS) throw errors.tooManyGroups()
      const tags = toTags(pairsOfList(Tags), TAGS)
      state.groups.set(Name, newGroup(world, Name, { tags }))
      return { ScheduleGroupArn: groupArn(world.options, Name) }
    }),
})

interface GroupOutput {
  readonly Arn: string
  readonly CreationDate: Date
  readonly LastModificationDate: Date
  readonly Name: string
  readonly State: 'ACTIVE'
}

const toOutput = ({ options }: World, group: StoredGroup): GroupOutput => ({
  Arn: groupArn(options, group.name),
  CreationDate: new Date(group.createdAt),
  LastModificationDate: new Date(group.changedAt),
  Name: group.name,
  State: 'ACTIVE',
})

/** AWS: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetScheduleGroup.html */
export const getScheduleGroup: Operation<SchedulerState, NameInput, GroupOutput> = defineOperation({
  name: 'GetScheduleGroup',
  handles: ['Name'],
  access: accessTo('scheduler:GetScheduleGroup'),
  run({ groups }, { Name }, { world }) {
    const group = groups.get(Name)
    if (!group) throw errors.groupNotFound(Name)
    return toOutput(world, group)
  },
})

/**
 * Deletes the group with its schedules, at once: AWS shows it as `DELETING` for a while.
 * AWS: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_DeleteScheduleGroup.html
 */
export const deleteScheduleGroup: Operation<
  SchedulerState,
  NameInput & { readonly ClientToken?: string },
  Record<never, never>
> = defineOperation({
  name: 'DeleteScheduleGroup',
  handles: ['Name', 'ClientToken'],
  access: accessTo('scheduler:DeleteScheduleGroup'),
  run: (state, input, { world }) =>
    idempotent(state, world, 'DeleteScheduleGroup', input, () => {
      const { Name } = input
      if (Name === DEFAULT_GROUP) throw errors.defaultGroupUndeletable()
      if (!state.groups.has(Name)) throw errors.groupNotFound(Name)
      for (const [key, { group }] of [...state.schedules]) {
        if (group !== Name) continue
        state.schedules.delete(key)
        setTimer(world, state, key)
      }
      state.groups.delete(Name)
      return {}
    }),
})

/** AWS: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListScheduleGroups.html */
export const listScheduleGroups: Operation<
  SchedulerState,
  PageInput & { readonly NamePrefix?: string },
  { readonly ScheduleGroups: readonly GroupOutput[]; readonly NextToken?: string }
> = defineOperation({
  name: 'ListScheduleGroups',
  handles: ['NamePrefix', 'NextToken', 'MaxResults'],
  access: (_input, { options }) => [
    { action: 'scheduler:ListScheduleGroups', resource: groupArn(options, '*') },
  ],
  run({ groups }, input, { world }) {
    const { NamePrefix = '' } = input
    const found = [...groups.values()].filter(({ name }) => name.startsWith(NamePrefix))
    const { items, ...rest } = pageOf(world, found, input, {
      operation: 'ListScheduleGroups',
      request: [NamePrefix],
      keyOf: ({ name }) => name,
    })
    return { ScheduleGroups: items.map((group) => toOutput(world, group)), ...rest }
  },
})
