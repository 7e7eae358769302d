/** `EventArchive`, the handle of an archive. */
import { checkNames } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { missingResource } from '../../core/handles/look-up.ts'
import { worldOf, writableWorldOf } from '../../core/handles/resource-handle.ts'
import { ServiceHandle, type ServiceHandleDescription } from '../../core/handles/service-handle.ts'
import { toMilliseconds, type Duration } from '../../core/time/duration.ts'
import type { World } from '../../core/world/world.ts'
import { ARCHIVE_KIND, archiveArn, keptEvents, type StoredArchive } from '../archives/archive.ts'
import { busArn, ruleArn } from '../buses/names.ts'
import { eventbridge } from '../service.ts'
import type { EventEnvelope } from '../targets/envelope.ts'
import { callFor } from './call.ts'

/** An operation on an archive, for `fail` and `delay`. */
export type EventArchiveOperation =
  'CreateArchive' | 'DeleteArchive' | 'DescribeArchive' | 'UpdateArchive'

const OPERATIONS: Readonly<Record<EventArchiveOperation, true>> = {
  CreateArchive: true,
  DeleteArchive: true,
  DescribeArchive: true,
  UpdateArchive: true,
}

const DESCRIPTION: ServiceHandleDescription = {
  ...ARCHIVE_KIND,
  service: 'eventbridge',
  operations: Object.keys(OPERATIONS),
  open: (world, { name }) => new EventArchive(world, name),
}

/**
 * Options of `bus.archive`.
 * AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateArchive.html
 */
export interface EventArchiveOptions {
  /** The events to keep. Default: all. */
  readonly pattern?: Readonly<Record<string, unknown>>
  /** How long events are kept: whole days. Default: without end. */
  readonly retention?: Duration
  /** Default: none. */
  readonly description?: string
}

export const ARCHIVE_OPTIONS: readonly string[] = ['pattern', 'retention', 'description']

/**
 * Options of `archive.replay`.
 * AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_StartReplay.html
 */
export interface EventReplayOptions {
  /** The value of `replay-name` in the events. Default: the archive's name with a number. */
  readonly name?: string
  /** Events that occurred before are not sent. Default: the first one. */
  readonly from?: Date | string
  /** Events that occurred then or later are not sent. Default: now. */
  readonly to?: Date | string
  /** The names of the rules that receive the events. Default: all rules of the bus. */
  readonly rules?: readonly string[]
}

const REPLAY_OPTIONS = ['name', 'from', 'to', 'rules']

/** A day in milliseconds. */
const DAY_MS = 86_400_000

export function toRetentionDays(caller: string, retention: Duration): number {
  const days = toMilliseconds(retention, 'retention') / DAY_MS
  if (Number.isInteger(days) && days > 0) return days
  throw new MisuseError(`${caller} received retention: ${String(retention)}.`, "whole days: '7d'")
}

/**
 * An archive of an event bus. `bus.archive` makes it, and it belongs to the test's set-up.
 *
 * @example
 * const archive = bus.archive('all', { retention: '30d' })
 * archive.replay({ rules: ['mail'] })
 * await region.idle()
 */
export class EventArchive extends ServiceHandle<EventArchiveOperation> {
  /** Made by `bus.archive`. */
  constructor(home: World, name: string) {
    super(DESCRIPTION, home, name)
  }

  /** The events that it keeps, oldest first. */
  get events(): readonly EventEnvelope[] {
    const world = worldOf(this)
    return keptEvents(this.#stored(world), world.clock.now()).map(({ envelope }) => envelope)
  }

  /**
   * Sends archived events to their bus again, with `replay-name`: StartReplay. It begins after a
   * second on the clock: `await region.idle()`.
   *
   * @returns the name of the replay
   * @throws MisuseError when EventBridge would refuse it
   */
  replay(options: EventReplayOptions = {}): string {
    const world = writableWorldOf(this)
    const caller = `${this.name}.replay()`
    checkNames(options, caller, REPLAY_OPTIONS)
    const { bus, events } = this.#stored(world)
    const { replays } = world.state(eventbridge)
    const now = world.clock.now()
    const first = Math.min(now, ...Array.from(events, ({ at }) => at))
    const name = options.name ?? `${this.name}-${replays.size + 1}`
    const FilterArns = options.rules?.map((rule) => ruleArn(world.options, bus, rule))
    callFor(world, caller, 'StartReplay', {
      ReplayName: name,
      EventSourceArn: archiveArn(world.options, this.name),
      EventStartTime: new Date(options.from ?? first),
      // An event of this very moment belongs to it.
      EventEndTime: new Date(options.to ?? now + 1),
      Destination: { Arn: busArn(world.options, bus), ...(FilterArns && { FilterArns }) },
    })
    return name
  }

  #stored(world: World): StoredArchive {
    const { archives } = world.state(eventbridge)
    const archive = archives.get(this.name)
    if (!archive) throw missingResource(ARCHIVE_KIND.noun, this.name, archives.keys())
    return archive
  }
}
