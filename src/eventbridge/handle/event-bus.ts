/** `EventBus`, the handle of an event bus. */
import { checkNames } from '../../core/checks.ts'
import { letIn } from '../../core/delivery/sender.ts'
import { existingResource, missingResource } from '../../core/handles/look-up.ts'
import type { Reaction } from '../../core/handles/reaction.ts'
import { worldOf, writableWorldOf } from '../../core/handles/resource-handle.ts'
import { ServiceHandle, type ServiceHandleDescription } from '../../core/handles/service-handle.ts'
import { BUS_KIND } from '../../core/resources/kinds.ts'
import { resolveWorld } from '../../core/world/context.ts'
import { isStale } from '../../core/world/generation.ts'
import type { World } from '../../core/world/world.ts'
import { busNameIn, DEFAULT_BUS, eventsFor, ruleArn } from '../buses/names.ts'
import type { BusEvent } from '../dispatch/event-record.ts'
import type { PutEventsOutput } from '../operations/put-events.ts'
import { eventbridge } from '../service.ts'
import { withoutRule, withRule, withRules, type StoredBus } from '../state.ts'
import { setTimer } from '../timers.ts'
import { findArchive } from '../operations/archives.ts'
import { newArchive } from '../archives/archive.ts'
import {
  ARCHIVE_OPTIONS,
  EventArchive,
  toRetentionDays,
  type EventArchiveOptions,
} from './archive.ts'
import { callFor, refused } from './call.ts'
import { toEntry, type EventToPut } from './event-to-put.ts'
import { openRule } from './rule.ts'
import { toPatternText, toTarget, type RuleOptions, type RuleTarget } from './rule-options.ts'

/** An operation on a bus, for `fail` and `delay`. */
export type EventBusOperation =
  | 'CreateEventBus'
  | 'DeleteEventBus'
  | 'DeleteRule'
  | 'DescribeEventBus'
  | 'DescribeRule'
  | 'DisableRule'
  | 'EnableRule'
  | 'ListRuleNamesByTarget'
  | 'ListRules'
  | 'ListTargetsByRule'
  | 'PutEvents'
  | 'PutPermission'
  | 'PutRule'
  | 'PutTargets'
  | 'RemovePermission'
  | 'RemoveTargets'
  | 'StartReplay'
  | 'UpdateEventBus'

const OPERATIONS: Readonly<Record<Exclude<EventBusOperation, 'PutEvents'>, true>> = {
  CreateEventBus: true,
  DeleteEventBus: true,
  DeleteRule: true,
  DescribeEventBus: true,
  DescribeRule: true,
  DisableRule: true,
  EnableRule: true,
  ListRuleNamesByTarget: true,
  ListRules: true,
  ListTargetsByRule: true,
  PutPermission: true,
  PutRule: true,
  PutTargets: true,
  RemovePermission: true,
  RemoveTargets: true,
  StartReplay: true,
  UpdateEventBus: true,
}

const DESCRIPTION: ServiceHandleDescription = {
  ...BUS_KIND,
  service: 'eventbridge',
  operations: Object.keys(OPERATIONS),
  sharedOperations: ['PutEvents'],
  isAbout: (input, name) => {
    const { Entries } = input as {
      readonly Entries?: readonly { readonly EventBusName?: unknown }[]
    }
    return Entries?.some(({ EventBusName }) => busNameIn(EventBusName) === name) ?? false
  },
  open: (world, { name }) => new EventBus(world, name),
}

/** An event pattern. `detailType` means `detail-type`. */
export type EventPattern = Readonly<Record<string, unknown>>

/**
 * An EventBridge event bus with synchronous methods and plain JavaScript values. What they cause
 * happens later, as on AWS: `await region.idle()`. It prints as its ARN.
 *
 * @example
 * const bus = createEventBus('shop')
 * bus.rule('mail', { source: ['shop'], detailType: ['OrderPlaced'] }, mailer)
 * bus.put({ source: 'shop', detailType: 'OrderPlaced', detail: { id: 'o1' } })
 */
export class EventBus extends ServiceHandle<EventBusOperation> {
  /** Made by `createEventBus`, `region.createEventBus` and `region.eventBus`. */
  constructor(home: World, name: string) {
    super(DESCRIPTION, home, name)
  }

  /** The events that the bus took, oldest first, with the rules that they matched or missed. */
  get events(): readonly BusEvent[] {
    const world = worldOf(this)
    this.#stored(world)
    return world.journal.of<BusEvent>('event', ({ bus }) => bus === this.name)
  }

  /** The names of its rules. */
  get rules(): readonly string[] {
    return [...this.#stored(worldOf(this)).rules.keys()]
  }

  /**
   * Sends the events that match a pattern to a target: PutRule and PutTargets. A text is a schedule,
   * on the bus `default`: `rate(5 minutes)`, `cron(0 2 * * ? *)`.
   *
   * @throws MisuseError when EventBridge would refuse the pattern or an option
   * @example
   * bus.rule('mail', { source: ['shop'] }, mailer, { inputPath: '$.detail', retryAttempts: 2 })
   */
  rule(
    name: string,
    pattern: EventPattern | string,
    target: RuleTarget,
    options: RuleOptions = {},
  ): Reaction {
    const world = writableWorldOf(this)
    const caller = `${this.name}.rule('${String(name)}')`
    const before = this.#stored(world)
    const existing = before.rules.get(name)
    if (existing && !isStale(existing, world)) {
      throw existingResource('a rule', name, 'another name')
    }
    const when =
      typeof pattern === 'string'
        ? { ScheduleExpression: pattern }
        : { EventPattern: toPatternText(caller, pattern) }
    const stored = toTarget(world, caller, target, options)
    const { buses } = world.state(eventbridge)
    if (existing) buses.set(this.name, withRules(before, withoutRule(before.rules, name)))
    try {
      this.#call(world, caller, 'PutRule', {
        Name: name,
        ...when,
        State: options.enabled === false ? 'DISABLED' : 'ENABLED',
        ...(options.description !== undefined && { Description: options.description }),
      })
      this.#call(world, caller, 'PutTargets', { Rule: name, Targets: [stored] })
    } catch (error) {
      // A refused target leaves no rule behind.
      buses.set(this.name, before)
      if (this.name === DEFAULT_BUS) setTimer(world, world.state(eventbridge), name)
      throw error
    }
    const bus = this.#stored(world)
    const made = bus.rules.get(name)
    if (made && bus.declaredRules) {
      buses.set(this.name, { ...bus, declaredRules: withRule(bus.declaredRules, made) })
    }
    const sender = eventsFor(ruleArn(world.options, this.name, name))
    letIn(world, stored.Arn, sender)
    if (stored.DeadLetterConfig?.Arn !== undefined)
      letIn(world, stored.DeadLetterConfig.Arn, sender)
    return openRule(world, this.name, name)
  }

  /**
   * Puts an event, as PutEvents does.
   *
   * @throws MisuseError when EventBridge would not take it
   */
  put(event: EventToPut): { readonly eventId: string } {
    const world = writableWorldOf(this)
    const caller = `${this.name}.put()`
    const entry = toEntry(caller, this.name, event)
    this.#stored(world)
    const output = callFor<PutEventsOutput>(world, caller, 'PutEvents', { Entries: [entry] })
    const [result] = output.Entries
    if (result && 'EventId' in result) return { eventId: result.EventId }
    throw refused(caller, result?.ErrorMessage ?? '')
  }

  /**
   * Keeps the events of the bus, to send them again: CreateArchive.
   *
   * @throws MisuseError when EventBridge would refuse the name, the pattern or an option
   * @example
   * const archive = bus.archive('orders', { pattern: { source: ['shop'] }, retention: '30d' })
   */
  archive(name: string, options: EventArchiveOptions = {}): EventArchive {
    const world = writableWorldOf(this)
    const caller = `${this.name}.archive('${String(name)}')`
    checkNames(options, caller, ARCHIVE_OPTIONS)
    this.#stored(world)
    const { pattern, retention, description } = options
    const { archives } = world.state(eventbridge)
    const existing = archives.get(name)
    if (existing) {
      if (!isStale(existing, world)) throw existingResource('an archive', name, 'another name')
      archives.delete(name)
    }
    callFor(world, caller, 'CreateArchive', {
      ArchiveName: name,
      EventSourceArn: this.arn,
      ...(pattern && { EventPattern: toPatternText(caller, pattern) }),
      ...(retention !== undefined && { RetentionDays: toRetentionDays(caller, retention) }),
      ...(description !== undefined && { Description: description }),
    })
    const { events: _, ...created } = findArchive(world.state(eventbridge), name)
    archives.set(name, newArchive(created, created))
    return new EventArchive(world, name)
  }

  #call(world: World, caller: string, operation: string, input: object): void {
    callFor(world, caller, operation, { EventBusName: this.name, ...input })
  }

  #stored(world: World): StoredBus {
    const { buses } = world.state(eventbridge)
    const bus = buses.get(this.name)
    if (!bus) throw missingResource(BUS_KIND.noun, this.name, buses.keys())
    return bus
  }
}

/**
 * Returns the handle of a bus by name or ARN.
 *
 * @throws MisuseError when no bus has it; the message suggests a similar name
 */
export function eventBusHandle(home: World, nameOrArn: string): EventBus {
  const { buses } = resolveWorld(home).state(eventbridge)
  const name = busNameIn(nameOrArn)
  if (buses.has(name)) return new EventBus(home, name)
  throw missingResource(BUS_KIND.noun, nameOrArn, buses.keys())
}
