/** StartReplay, DescribeReplay, ListReplays and CancelReplay. */
import { parseArnOf } from '../../core/resources/arn-form.ts'
import { BUS_KIND } from '../../core/resources/kinds.ts'
import type { Access, Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { archiveArn, archiveInArn } from '../archives/archive.ts'
import { hasEnded, replayArn, type ReplayState, type StoredReplay } from '../archives/replay.ts'
import { busArn } from '../buses/names.ts'
import * as errors from '../errors.ts'
import { findBus } from '../find.ts'
import { REPLAYS_AT_ONCE } from '../limits.ts'
import { followReplay } from '../replays.ts'
import type { EventBridgeState } from '../state.ts'
import { pageOf, type PageInput } from './page.ts'

interface Names {
  readonly ReplayName: string
}

interface Destination {
  readonly Arn: string
  readonly FilterArns?: readonly string[]
}

const accessTo =
  (action: string) =>
  ({ ReplayName }: Names, { options }: World): Access[] => [
    { action, resource: replayArn(options, ReplayName) },
  ]

function findReplay({ replays }: EventBridgeState, name: string): StoredReplay {
  const replay = replays.get(name)
  if (!replay) throw errors.replayNotFound(name)
  return replay
}

interface StartInput extends Names {
  readonly Description?: string
  readonly EventSourceArn: string
  readonly EventStartTime: Date
  readonly EventEndTime: Date
  readonly Destination: Destination
}

interface StartOutput {
  readonly ReplayArn: string
  readonly State: ReplayState
  readonly ReplayStartTime: Date
}

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_StartReplay.html */
export const startReplay: Operation<EventBridgeState, StartInput, StartOutput> = defineOperation({
  name: 'StartReplay',
  handles: [
    'ReplayName',
    'Description',
    'EventSourceArn',
    'EventStartTime',
    'EventEndTime',
    'Destination.Arn',
    'Destination.FilterArns',
  ],
  access: accessTo('events:StartReplay'),
  run(state, input, { world, record }) {
    const { ReplayName: name, Destination: to, EventStartTime, EventEndTime } = input
    if (state.replays.has(name)) throw errors.replayExists(name)
    if (!parseArnOf(BUS_KIND.arn, to.Arn)) throw errors.notBusArn('Destination.Arn')
    const bus = findBus(state, world, to.Arn)
    const archive = state.archives.get(archiveInArn(input.EventSourceArn) ?? '')
    if (!archive) throw errors.noSuchArchiveToReplay(input.EventSourceArn)
    if (archive.bus !== bus.name) throw errors.replayOnOtherBus()
    if (EventStartTime >= EventEndTime) throw errors.replayTimesReversed()
    const running = [...state.replays.values()].filter((replay) => !hasEnded(replay))
    if (running.length >= REPLAYS_AT_ONCE) throw errors.limitExceeded()
    state.replays.set(name, {
      name,
      description: input.Description,
      archive: archive.name,
      bus: bus.name,
      rules: to.FilterArns && to.FilterArns.length > 0 ? to.FilterArns : undefined,
      from: EventStartTime.getTime(),
      to: EventEndTime.getTime(),
      startedAt: world.clock.now(),
      causedBy: record,
      state: 'STARTING',
      endedAt: undefined,
      lastEventAt: undefined,
    })
    followReplay(world, state, name)
    return {
      ReplayArn: replayArn(world.options, name),
      State: 'STARTING',
      ReplayStartTime: new Date(world.clock.now()),
    }
  },
})

interface Summary {
  readonly ReplayName: string
  readonly EventSourceArn: string
  readonly State: ReplayState
  readonly EventStartTime: Date
  readonly EventEndTime: Date
  readonly ReplayStartTime: Date
  readonly ReplayEndTime?: Date
  readonly EventLastReplayedTime?: Date
}

const toSummary = ({ options }: World, replay: StoredReplay): Summary => ({
  ReplayName: replay.name,
  EventSourceArn: archiveArn(options, replay.archive),
  State: replay.state,
  EventStartTime: new Date(replay.from),
  EventEndTime: new Date(replay.to),
  ReplayStartTime: new Date(replay.startedAt),
  ...(replay.endedAt !== undefined && { ReplayEndTime: new Date(replay.endedAt) }),
  ...(replay.lastEventAt !== undefined && {
    EventLastReplayedTime: new Date(replay.lastEventAt),
  }),
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeReplay.html */
export const describeReplay: Operation<
  EventBridgeState,
  Names,
  Summary & {
    readonly ReplayArn: string
    readonly Description?: string
    readonly Destination: Destination
  }
> = defineOperation({
  name: 'DescribeReplay',
  handles: ['ReplayName'],
  access: accessTo('events:DescribeReplay'),
  run(state, { ReplayName }, { world }) {
    const replay = findReplay(state, ReplayName)
    const { description, rules, bus } = replay
    return {
      ReplayArn: replayArn(world.options, replay.name),
      ...toSummary(world, replay),
      ...(description !== undefined && { Description: description }),
      Destination: {
        Arn: busArn(world.options, bus),
        ...(rules && { FilterArns: rules }),
      },
    }
  },
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListReplays.html */
export const listReplays: Operation<
  EventBridgeState,
  PageInput & {
    readonly NamePrefix?: string
    readonly EventSourceArn?: string
    readonly State?: string
  },
  { readonly Replays: readonly Summary[]; readonly NextToken?: string }
> = defineOperation({
  name: 'ListReplays',
  handles: ['NamePrefix', 'EventSourceArn', 'State', 'NextToken', 'Limit'],
  access: (_input, { options }) => [
    { action: 'events:ListReplays', resource: replayArn(options, '*') },
  ],
  run({ replays }, input, { world }) {
    const { NamePrefix, EventSourceArn, State } = input
    errors.checkOneFilter('ListReplays', [State, EventSourceArn, NamePrefix])
    const found = [...replays.values()].filter(
      ({ name, archive, state }) =>
        name.startsWith(NamePrefix ?? '') &&
        (EventSourceArn === undefined || archiveArn(world.options, archive) === EventSourceArn) &&
        (State === undefined || State === state),
    )
    const scope = { operation: 'ListReplays', request: [NamePrefix, EventSourceArn, State] }
    const { items, ...rest } = pageOf(world, found, input, scope)
    return { Replays: items.map((replay) => toSummary(world, replay)), ...rest }
  },
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CancelReplay.html */
export const cancelReplay: Operation<
  EventBridgeState,
  Names,
  { readonly ReplayArn: string; readonly State: ReplayState }
> = defineOperation({
  name: 'CancelReplay',
  handles: ['ReplayName'],
  access: accessTo('events:CancelReplay'),
  run(state, { ReplayName }, { world }) {
    const replay = findReplay(state, ReplayName)
    if (replay.state !== 'STARTING' && replay.state !== 'RUNNING') {
      throw errors.replayHasEnded(ReplayName)
    }
    state.replays.set(replay.name, { ...replay, state: 'CANCELLING' })
    return { ReplayArn: replayArn(world.options, replay.name), State: 'CANCELLING' }
  },
})
