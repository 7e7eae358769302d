/** PutRule, DescribeRule, ListRules, DeleteRule, EnableRule and DisableRule. */
import { ScheduledEvents } from '../../core/schedules/scheduled-event.ts'
import { pairsOfList, toTags } from '../../core/resources/tags.ts'
import { andPassing } from '../../core/delivery/pass-role.ts'
import type { Access, Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { findBus, findRule, keepRule } from '../find.ts'
import { busNameOf, DEFAULT_BUS, ruleArn } from '../buses/names.ts'
import { readPattern } from '../buses/pattern-text.ts'
import * as errors from '../errors.ts'
import { RULES_PER_BUS } from '../limits.ts'
import {
  withoutRule,
  withRules,
  type EventBridgeState,
  type RuleState,
  type RuleSchedule,
  type StoredBus,
  type StoredRule,
} from '../state.ts'
import { parseSchedule } from '../schedules/expression.ts'
import { setTimer } from '../timers.ts'
import {
  checkOwn,
  checkOwnOrForced,
  findAnyRule,
  isManaged,
  managedRulesOf,
  MANAGER,
} from './managed-rules.ts'
import { pageOf, type PageInput } from './page.ts'
import { TAGS } from './tag-policy.ts'

interface RuleInput {
  readonly Name: string
  readonly EventBusName?: string
}

interface PutRuleInput extends RuleInput {
  readonly EventPattern?: string
  readonly ScheduleExpression?: string
  readonly State?: RuleState
  readonly Description?: string
  readonly RoleArn?: string
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[]
}

const accessTo =
  (action: string) =>
  ({ Name, EventBusName }: RuleInput, world: World): Access[] => [
    { action, resource: ruleArn(world.options, busNameOf(world, EventBusName), Name) },
  ]

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
export const putRule: Operation<EventBridgeState, PutRuleInput, { readonly RuleArn: string }> =
  defineOperation({
    name: 'PutRule',
    handles: [
      'Name',
      'EventPattern',
      'ScheduleExpression',
      'State',
      'Description',
      'RoleArn',
      'Tags',
      'EventBusName',
    ],
    access: andPassing(
      accessTo('events:PutRule'),
      'events.amazonaws.com',
      ({ RoleArn }: PutRuleInput) => [RoleArn],
    ),
    run(state, input, { world }) {
      const { Name: name, EventPattern, ScheduleExpression, Tags = [] } = input
      if (EventPattern === undefined && ScheduleExpression === undefined) {
        throw errors.patternOrScheduleMissing()
      }
      const bus = findBus(state, world, input.EventBusName)
      checkOwn(state, bus, name)
      const existing = bus.rules.get(name)
      const pattern = EventPattern === undefined ? undefined : readPattern(EventPattern)
      const schedule = toSchedule(world, bus, name, ScheduleExpression)
      if (!existing && bus.rules.size >= RULES_PER_BUS) throw errors.limitExceeded()
      keepRule(state, bus, {
        name,
        patternText: EventPattern,
        pattern,
        state: input.State ?? 'ENABLED',
        schedule,
        description: input.Description,
        roleArn: input.RoleArn,
        // AWS: PutRule, Tags: those of an existing rule stay as they are.
        tags: existing?.tags ?? toTags(pairsOfList(Tags), TAGS),
        targets: existing?.targets ?? new Map(),
        generation: existing?.generation ?? world.generation,
      })
      if (schedule) state.hasSchedules = true
      if (bus.name === DEFAULT_BUS) setTimer(world, state, name)
      return { RuleArn: ruleArn(world.options, bus.name, name) }
    },
  })

function toSchedule(
  { clock, options }: World,
  bus: StoredBus,
  rule: string,
  text: string | undefined,
): RuleSchedule | undefined {
  if (text === undefined) return undefined
  if (bus.name !== DEFAULT_BUS) throw errors.scheduleOnCustomBus()
  const expression = parseSchedule(text)
  if (!expression) throw errors.invalidSchedule()
  const events = new ScheduledEvents({
    source: 'aws.events',
    account: options.accountId,
    region: options.region,
    resource: ruleArn(options, bus.name, rule),
    detail: {},
  })
  return { text, expression, from: clock.now(), events, matched: [rule] }
}

interface RuleOutput {
  readonly Arn: string
  readonly EventBusName: string
  readonly Name: string
  readonly State: RuleState
  readonly EventPattern?: string
  readonly ScheduleExpression?: string
  readonly Description?: string
  readonly RoleArn?: string
  readonly ManagedBy?: string
}

const toOutput = (
  { options }: World,
  state: EventBridgeState,
  bus: StoredBus,
  rule: StoredRule,
): RuleOutput => ({
  Arn: ruleArn(options, bus.name, rule.name),
  EventBusName: bus.name,
  Name: rule.name,
  State: rule.state,
  ...(rule.patternText !== undefined && { EventPattern: rule.patternText }),
  ...(rule.schedule && { ScheduleExpression: rule.schedule.text }),
  ...(rule.description !== undefined && { Description: rule.description }),
  ...(rule.roleArn !== undefined && { RoleArn: rule.roleArn }),
  ...(isManaged(state, bus, rule.name) && { ManagedBy: MANAGER }),
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html */
export const describeRule: Operation<
  EventBridgeState,
  RuleInput,
  RuleOutput & { readonly CreatedBy: string }
> = defineOperation({
  name: 'DescribeRule',
  handles: ['Name', 'EventBusName'],
  access: accessTo('events:DescribeRule'),
  run(state, { Name, EventBusName }, { world }) {
    const bus = findBus(state, world, EventBusName)
    const output = toOutput(world, state, bus, findAnyRule(world, state, bus, Name))
    return { ...output, CreatedBy: world.options.accountId }
  },
})

interface ListInput extends PageInput {
  readonly NamePrefix?: string
  readonly EventBusName?: string
}

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html */
export const listRules: Operation<
  EventBridgeState,
  ListInput,
  { readonly Rules: readonly RuleOutput[]; readonly NextToken?: string }
> = defineOperation({
  name: 'ListRules',
  handles: ['NamePrefix', 'EventBusName', 'NextToken', 'Limit'],
  access: (_input, { options }) => [
    { action: 'events:ListRules', resource: ruleArn(options, 'default', '*') },
  ],
  run(state, input, { world }) {
    const { NamePrefix = '' } = input
    const bus = findBus(state, world, input.EventBusName)
    const all = [...bus.rules.values(), ...managedRulesOf(world, state, bus)]
    const rules = all.filter(({ name }) => name.startsWith(NamePrefix))
    const scope = { operation: 'ListRules', request: [bus.name, NamePrefix] }
    const { items, ...rest } = pageOf(world, rules, input, scope)
    return { Rules: items.map((rule) => toOutput(world, state, bus, rule)), ...rest }
  },
})

const NOTHING: Readonly<Record<never, never>> = {}
type Nothing = Readonly<Record<never, never>>

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteRule.html */
export const deleteRule: Operation<
  EventBridgeState,
  RuleInput & { readonly Force?: boolean },
  Nothing
> = defineOperation({
  name: 'DeleteRule',
  handles: ['Name', 'EventBusName', 'Force'],
  access: accessTo('events:DeleteRule'),
  run(state, { Name, EventBusName, Force }, { world }) {
    const bus = findBus(state, world, EventBusName)
    const request = { operation: 'DeleteRule', rule: Name, force: Force === true }
    checkOwnOrForced(world, state, bus, request)
    const rule = bus.rules.get(Name)
    if (!rule) return NOTHING
    if (rule.targets.size > 0) throw errors.ruleHasTargets()
    state.buses.set(bus.name, withRules(bus, withoutRule(bus.rules, Name)))
    if (bus.name === DEFAULT_BUS) setTimer(world, state, Name)
    return NOTHING
  },
})

function setState(
  state: EventBridgeState,
  world: World,
  { Name, EventBusName }: RuleInput,
  ruleState: RuleState,
): Nothing {
  const bus: StoredBus = findBus(state, world, EventBusName)
  checkOwn(state, bus, Name)
  keepRule(state, bus, { ...findRule(bus, Name), state: ruleState })
  if (bus.name === DEFAULT_BUS) setTimer(world, state, Name)
  return NOTHING
}

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EnableRule.html */
export const enableRule: Operation<EventBridgeState, RuleInput, Nothing> = defineOperation({
  name: 'EnableRule',
  handles: ['Name', 'EventBusName'],
  access: accessTo('events:EnableRule'),
  run: (state, input, { world }) => setState(state, world, input, 'ENABLED'),
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DisableRule.html */
export const disableRule: Operation<EventBridgeState, RuleInput, Nothing> = defineOperation({
  name: 'DisableRule',
  handles: ['Name', 'EventBusName'],
  access: accessTo('events:DisableRule'),
  run: (state, input, { world }) => setState(state, world, input, 'DISABLED'),
})
