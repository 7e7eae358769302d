/** PutTargets, RemoveTargets, ListTargetsByRule and ListRuleNamesByTarget. */
import { andPassing } from '../../core/delivery/pass-role.ts'
import type { Access, Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { findBus, findRule, keepRule } from '../find.ts'
import { busNameOf, ruleArn } from '../buses/names.ts'
import * as errors from '../errors.ts'
import { TARGETS_PER_RULE } from '../limits.ts'
import type { EventBridgeState } from '../state.ts'
import { checkTarget } from '../targets/check-targets.ts'
import type { StoredTarget } from '../targets/target.ts'
import { checkOwn, checkOwnOrForced, findAnyRule } from './managed-rules.ts'
import { pageOf, type PageInput } from './page.ts'

interface RuleInput {
  readonly Rule: string
  readonly EventBusName?: string
}

interface TargetsInput {
  readonly Targets: readonly StoredTarget[]
}

interface Changed {
  readonly FailedEntryCount: number
  readonly FailedEntries: readonly never[]
}

const CHANGED: Changed = { FailedEntryCount: 0, FailedEntries: [] }

const accessTo =
  (action: string) =>
  ({ Rule, EventBusName }: RuleInput, world: World): Access[] => [
    { action, resource: ruleArn(world.options, busNameOf(world, EventBusName), Rule) },
  ]

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html */
export const putTargets: Operation<EventBridgeState, RuleInput & TargetsInput, Changed> =
  defineOperation({
    name: 'PutTargets',
    handles: [
      'Rule',
      'EventBusName',
      'Targets.Id',
      'Targets.Arn',
      'Targets.RoleArn',
      'Targets.Input',
      'Targets.InputPath',
      'Targets.InputTransformer.InputPathsMap',
      'Targets.InputTransformer.InputTemplate',
      'Targets.KinesisParameters.PartitionKeyPath',
      'Targets.SqsParameters.MessageGroupId',
      'Targets.HttpParameters.PathParameterValues',
      'Targets.HttpParameters.HeaderParameters',
      'Targets.HttpParameters.QueryStringParameters',
      'Targets.DeadLetterConfig.Arn',
      'Targets.RetryPolicy.MaximumRetryAttempts',
      'Targets.RetryPolicy.MaximumEventAgeInSeconds',
    ],
    access: andPassing(
      accessTo('events:PutTargets'),
      'events.amazonaws.com',
      ({ Targets }: TargetsInput) => Targets.map(({ RoleArn }) => RoleArn),
    ),
    run(state, { Rule, EventBusName, Targets }, { world }) {
      const bus = findBus(state, world, EventBusName)
      checkOwn(state, bus, Rule)
      const rule = findRule(bus, Rule)
      const targets = new Map(rule.targets)
      for (const target of Targets) {
        checkTarget(world, target)
        targets.set(target.Id, target)
      }
      if (targets.size > TARGETS_PER_RULE) throw errors.limitExceeded()
      keepRule(state, bus, { ...rule, targets })
      return CHANGED
    },
  })

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RemoveTargets.html */
export const removeTargets: Operation<
  EventBridgeState,
  RuleInput & { readonly Ids: readonly string[]; readonly Force?: boolean },
  Changed
> = defineOperation({
  name: 'RemoveTargets',
  handles: ['Rule', 'EventBusName', 'Ids', 'Force'],
  access: accessTo('events:RemoveTargets'),
  run(state, { Rule, EventBusName, Ids, Force }, { world }) {
    const bus = findBus(state, world, EventBusName)
    const request = { operation: 'RemoveTargets', rule: Rule, force: Force === true }
    checkOwnOrForced(world, state, bus, request)
    const rule = findRule(bus, Rule)
    const targets = new Map(rule.targets)
    // Unverified: an unknown id is no failure.
    for (const id of Ids) targets.delete(id)
    keepRule(state, bus, { ...rule, targets })
    return CHANGED
  },
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html */
export const listTargetsByRule: Operation<
  EventBridgeState,
  RuleInput & PageInput,
  { readonly Targets: readonly StoredTarget[]; readonly NextToken?: string }
> = defineOperation({
  name: 'ListTargetsByRule',
  handles: ['Rule', 'EventBusName', 'NextToken', 'Limit'],
  access: accessTo('events:ListTargetsByRule'),
  run(state, input, { world }) {
    const bus = findBus(state, world, input.EventBusName)
    const { targets } = findAnyRule(world, state, bus, input.Rule)
    const named = Array.from(targets.values(), (target) => ({ name: target.Id, target }))
    const scope = { operation: 'ListTargetsByRule', request: [bus.name, input.Rule] }
    const { items, ...rest } = pageOf(world, named, input, scope)
    return { Targets: items.map(({ target }) => target), ...rest }
  },
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRuleNamesByTarget.html */
export const listRuleNamesByTarget: Operation<
  EventBridgeState,
  PageInput & { readonly TargetArn: string; readonly EventBusName?: string },
  { readonly RuleNames: readonly string[]; readonly NextToken?: string }
> = defineOperation({
  name: 'ListRuleNamesByTarget',
  handles: ['TargetArn', 'EventBusName', 'NextToken', 'Limit'],
  access: (_input, { options }) => [
    { action: 'events:ListRuleNamesByTarget', resource: ruleArn(options, 'default', '*') },
  ],
  run(state, input, { world }) {
    const bus = findBus(state, world, input.EventBusName)
    const rules = [...bus.rules.values()].filter(({ targets }) =>
      [...targets.values()].some(({ Arn }) => Arn === input.TargetArn),
    )
    const scope = { operation: 'ListRuleNamesByTarget', request: [bus.name, input.TargetArn] }
    const { items, ...rest } = pageOf(world, rules, input, scope)
    return { RuleNames: items.map(({ name }) => name), ...rest }
  },
})
