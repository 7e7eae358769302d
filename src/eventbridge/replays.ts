/** Archives the events of a bus, and replays them on the clock. */
import type { World } from '../core/world/world.ts'
import { ruleInArn } from './buses/names.ts'
import { dispatch } from './dispatch/dispatch.ts'
import { eventbridge } from './service.ts'
import type { EventBridgeState } from './state.ts'
import { PutEvent, type EventEnvelope } from './targets/envelope.ts'
import { keptEvents, type ArchivedEvent } from './archives/archive.ts'
import { hasEnded, type StoredReplay } from './archives/replay.ts'

/** AWS begins within minutes. Unverified: the time here. */
const BEGINS_AFTER_MS = 1_000

/** Sends the events of a replay once its time has come. `region.idle()` waits for it. */
export function followReplay(world: World, state: EventBridgeState, name: string): void {
  const endWork = world.work.begin(() => `the replay ${name}`)
  const run = (): void => {
    state.running.delete(name)
    const replay = state.replays.get(name)
    // A snapshot keeps a copy of the state, whose timers must do nothing.
    if (replay && world.state(eventbridge) === state) runReplay(world, state, replay)
    endWork()
  }
  state.running.set(name, { timer: world.clock.schedule(BEGINS_AFTER_MS, run, 'work'), endWork })
}

function runReplay(world: World, state: EventBridgeState, replay: StoredReplay): void {
  const endedAt = world.clock.now()
  if (replay.state === 'CANCELLING') {
    state.replays.set(replay.name, { ...replay, state: 'CANCELLED', endedAt })
    return
  }
  const archive = state.archives.get(replay.archive)
  if (!archive) {
    state.replays.set(replay.name, { ...replay, state: 'FAILED', endedAt })
    return
  }
  const events = keptEvents(archive, endedAt).filter(
    ({ at }) => at >= replay.from && at < replay.to,
  )
  for (const event of events) replayEvent(world, replay, event)
  state.replays.set(replay.name, {
    ...replay,
    state: 'COMPLETED',
    endedAt,
    lastEventAt: events.at(-1)?.at,
  })
}

/** Recorded: test_start_list_describe_canceled_replay: `replay-name` before `resources`. */
function replayEvent(
  world: World,
  replay: StoredReplay,
  { envelope, bytes, at }: ArchivedEvent,
): void {
  const { resources, detail, ...rest } = envelope
  const replayed: EventEnvelope = { ...rest, 'replay-name': replay.name, resources, detail }
  dispatch(world, {
    bus: replay.bus,
    event: new PutEvent(replayed, { at, bytes }),
    causedBy: replay.causedBy,
    rules: replay.rules?.map((arn) => ruleInArn(arn)?.rule ?? arn),
  })
}

/** Goes on with the replays of a fork, once its clock has its own time. */
export function followReplaysSoon(world: World, state: EventBridgeState): void {
  const unfinished = [...state.replays.values()].filter((replay) => !hasEnded(replay))
  if (unfinished.length === 0) return
  const endWork = world.work.begin(() => 'replays')
  const follow = (): void => {
    if (world.state(eventbridge) === state) {
      for (const { name } of unfinished) followReplay(world, state, name)
    }
    endWork()
  }
  world.clock.schedule(0, follow, 'work')
}

export function endReplays({ clock }: World, { running }: EventBridgeState): void {
  for (const { timer, endWork } of running.values()) {
    clock.cancel(timer)
    endWork()
  }
  running.clear()
}
