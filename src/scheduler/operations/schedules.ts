/** CreateSchedule, GetSchedule, UpdateSchedule, DeleteSchedule and ListSchedules. */
import { andPassing } from '../../core/delivery/pass-role.ts'
import type { Access, Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { EVENT_AGE_SECONDS, RETRY_ATTEMPTS } from '../../core/delivery/target.ts'
import { DEFAULT_GROUP, keyOf, scheduleArn } from '../names.ts'
import {
  keyOfSchedule,
  type ScheduleDefinition,
  type SchedulerState,
  type StoredSchedule,
} from '../state.ts'
import { setTimer } from '../timers.ts'
import { idempotent } from './idempotent.ts'
import { pageOf, type PageInput } from './page.ts'
import { toSchedule } from './to-schedule.ts'

interface Names {
  readonly Name: string
  readonly GroupName?: string
}

interface Token {
  readonly ClientToken?: string
}

interface ArnOutput {
  readonly ScheduleArn: string
}

const accessTo =
  (action: string) =>
  ({ Name, GroupName }: Names, { options }: World): Access[] => [
    { action, resource: scheduleArn(options, keyOf(Name, GroupName)) },
  ]

/** What can be said of a schedule. The key (KmsKeyArn) changes nothing here; it is kept and shown. */
const MEMBERS = [
  'Name',
  'GroupName',
  'ScheduleExpression',
  'ScheduleExpressionTimezone',
  'StartDate',
  'EndDate',
  'Description',
  'State',
  'KmsKeyArn',
  'Target.Arn',
  'Target.RoleArn',
  'Target.Input',
  'Target.DeadLetterConfig',
  'Target.RetryPolicy',
  'Target.EventBridgeParameters',
  'Target.KinesisParameters',
  'Target.SqsParameters',
  'FlexibleTimeWindow',
  'ActionAfterCompletion',
  'ClientToken',
]

function findSchedule({ schedules }: SchedulerState, { Name, GroupName }: Names): StoredSchedule {
  const schedule = schedules.get(keyOf(Name, GroupName))
  if (!schedule) throw errors.scheduleNotFound(Name)
  return schedule
}

const SERVICE = 'scheduler.amazonaws.com'

const rolesIn = ({ Target }: ScheduleDefinition): readonly string[] => [Target.RoleArn]

/** AWS: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html */
export const createSchedule: Operation<SchedulerState, ScheduleDefinition & Token, ArnOutput> =
  defineOperation({
    name: 'CreateSchedule',
    handles: MEMBERS,
    access: andPassing(accessTo('scheduler:CreateSchedule'), SERVICE, rolesIn),
    run: (state, input, { world }) =>
      idempotent(state, world, 'CreateSchedule', input, () => {
        const { ClientToken: _, ...definition } = input
        const schedule = toSchedule(world, 'CreateSchedule', definition)
        if (!state.groups.has(schedule.group)) throw errors.groupNotFound(schedule.group)
        const key = keyOfSchedule(schedule)
        if (state.schedules.has(key)) throw errors.scheduleExists(input.Name)
        state.schedules.set(key, schedule)
        setTimer(world, state, key)
        return { ScheduleArn: scheduleArn(world.options, key) }
      }),
  })

/** AWS: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html */
export const updateSchedule: Operation<SchedulerState, ScheduleDefinition & Token, ArnOutput> =
  defineOperation({
    name: 'UpdateSchedule',
    handles: MEMBERS,
    access: andPassing(accessTo('scheduler:UpdateSchedule'), SERVICE, rolesIn),
    // AWS: UpdateSchedule: members that the request leaves out get their defaults.
    run: (state, input, { world }) =>
      idempotent(state, world, 'UpdateSchedule', input, () => {
        const { ClientToken: _, ...definition } = input
        const schedule = toSchedule(world, 'UpdateSchedule', definition)
        const { createdAt, declared, generation } = findSchedule(state, input)
        const key = keyOfSchedule(schedule)
        state.schedules.set(key, { ...schedule, createdAt, declared, generation })
        setTimer(world, state, key)
        return { ScheduleArn: scheduleArn(world.options, key) }
      }),
  })

interface Summary {
  readonly Arn: string
  readonly CreationDate: Date
  readonly GroupName: string
  readonly LastModificationDate: Date
  readonly Name: string
  readonly State: string
  readonly Target: { readonly Arn: string }
}

const toSummary = ({ options }: World, schedule: StoredSchedule): Summary => ({
  Arn: scheduleArn(options, keyOfSchedule(schedule)),
  CreationDate: new Date(schedule.createdAt),
  GroupName: schedule.group,
  LastModificationDate: new Date(schedule.changedAt),
  Name: schedule.definition.Name,
  State: schedule.definition.State ?? 'ENABLED',
  Target: { Arn: schedule.definition.Target.Arn },
})

/** AWS: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html */
export const getSchedule: Operation<SchedulerState, Names, Summary & ScheduleDefinition> =
  defineOperation({
    name: 'GetSchedule',
    handles: ['Name', 'GroupName'],
    access: accessTo('scheduler:GetSchedule'),
    run(state, input, { world }) {
      const schedule = findSchedule(state, input)
      const { definition, group } = schedule
      const { Target: target } = definition
      return {
        ...toSummary(world, schedule),
        ...definition,
        GroupName: group,
        ActionAfterCompletion: definition.ActionAfterCompletion ?? 'NONE',
        ScheduleExpressionTimezone: definition.ScheduleExpressionTimezone ?? 'UTC',
        State: definition.State ?? 'ENABLED',
        Target: {
          ...target,
          RetryPolicy: {
            MaximumEventAgeInSeconds: EVENT_AGE_SECONDS,
            MaximumRetryAttempts: RETRY_ATTEMPTS,
            ...target.RetryPolicy,
          },
        },
      }
    },
  })

/** AWS: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_DeleteSchedule.html */
export const deleteSchedule: Operation<
  SchedulerState,
  Names & Token,
  Record<never, never>
> = defineOperation({
  name: 'DeleteSchedule',
  handles: ['Name', 'GroupName', 'ClientToken'],
  access: accessTo('scheduler:DeleteSchedule'),
  run: (state, input, { world }) =>
    idempotent(state, world, 'DeleteSchedule', input, () => {
      const key = keyOfSchedule(findSchedule(state, input))
      state.schedules.delete(key)
      setTimer(world, state, key)
      return {}
    }),
})

/** AWS: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListSchedules.html */
export const listSchedules: Operation<
  SchedulerState,
  PageInput & {
    readonly GroupName?: string
    readonly NamePrefix?: string
    readonly State?: string
  },
  { readonly Schedules: readonly Summary[]; readonly NextToken?: string }
> = defineOperation({
  name: 'ListSchedules',
  handles: ['GroupName', 'NamePrefix', 'State', 'NextToken', 'MaxResults'],
  access: ({ GroupName }, { options }) => [
    {
      action: 'scheduler:ListSchedules',
      resource: scheduleArn(options, `${GroupName ?? DEFAULT_GROUP}/*`),
    },
  ],
  run({ schedules, groups }, input, { world }) {
    const { GroupName, NamePrefix = '', State } = input
    if (GroupName !== undefined && !groups.has(GroupName)) throw errors.groupNotFound(GroupName)
    const found = [...schedules.values()].filter(
      ({ definition, group }) =>
        definition.Name.startsWith(NamePrefix) &&
        (GroupName === undefined || group === GroupName) &&
        (State === undefined || (definition.State ?? 'ENABLED') === State),
    )
    const { items, ...rest } = pageOf(world, found, input, {
      operation: 'ListSchedules',
      request: [GroupName, NamePrefix, State],
      keyOf: ({ group, definition }) => `${group}/${definition.Name}`,
    })
    return { Schedules: items.map((schedule) => toSummary(world, schedule)), ...rest }
  },
})
