/** Delivers an event to one target, with retries, and to its dead-letter queue. */
import { parseArn } from '../../core/arn.ts'
import { sendDeadLetter, textAttribute } from '../../core/delivery/dead-letters.ts'
import type {
  DeadLetter,
  DeliveryAttempt,
  DeliveryOutcome,
  DeliveryTask,
} from '../../core/delivery/delivery.ts'
import {
  attemptOn,
  isThrottled,
  retryOf,
  sendToTarget,
  targetMissing,
} from '../../core/delivery/target.ts'
import { checkSender, type ServiceSender } from '../../core/delivery/sender.ts'
import { isServiceError } from '../../core/errors.ts'
import type { JournalRecord } from '../../core/journal.ts'
import { readText, type Text } from '../../core/late-text.ts'
import type { MaybePromise } from '../../core/maybe-promise.ts'
import type { World } from '../../core/world/world.ts'
import { busNameIn, eventsFor, ruleArn } from '../buses/names.ts'
import { eventbridge } from '../service.ts'
import { callDestination, findDestination, type DestinationCall } from './call-destination.ts'
import { callGateway } from './call-gateway.ts'
import type { PrintedEvent } from '../targets/envelope.ts'
import { inputFor, takesWholeEvent } from '../targets/input.ts'
import { valueAt } from '../targets/path.ts'
import type { StoredTarget } from '../targets/target.ts'
import type { EventRecord } from './event-record.ts'

/** Takes the event on another bus. */
export type Forward = (world: World, bus: string, event: PrintedEvent, cause: JournalRecord) => void

/** A target of a rule that an event matched. */
interface Matched {
  readonly rule: string
  readonly target: StoredTarget
  /** Undefined if another bus sent the event here, so that it goes to no third one. */
  readonly forward: Forward | undefined
}

export function deliverTo(world: World, event: EventRecord, matched: Matched): void {
  const { pump } = world.state(eventbridge)
  const { target, rule } = matched
  const input = takesWholeEvent(target)
    ? event.event.json
    : inputFor(target, {
        event: event.event,
        ingestedAt: event.at,
        ruleName: rule,
        ruleArn: () => ruleArn(world.options, event.bus, rule),
      })
  if (typeof input === 'object' && 'why' in input) {
    // Recorded: ev-tf-bad-1: the event is lost, and no dead-letter queue receives it.
    pump.recordFiltered({ to: target.Arn, causedBy: event }, input.why)
  } else {
    pump.deliver(new EventDelivery(world, event, matched, input))
  }
}

class EventDelivery implements DeliveryTask {
  readonly to: string
  readonly causedBy: JournalRecord
  readonly retry
  readonly #world: World
  readonly #event: EventRecord
  readonly #matched: Matched
  readonly #input: Text
  #hasTurn = false

  constructor(world: World, event: EventRecord, matched: Matched, input: Text) {
    const { Arn, RetryPolicy } = matched.target
    this.to = Arn
    this.causedBy = event
    this.retry = retryOf(RetryPolicy)
    this.#world = world
    this.#event = event
    this.#matched = matched
    this.#input = input
  }

  attempt({ record: cause }: DeliveryAttempt): MaybePromise<DeliveryOutcome> {
    return attemptOn(() => {
      switch (kindOf(this.to)) {
        case 'bus':
          return this.#forward(cause)
        case 'api-destination':
          return this.#call(cause)
        case 'gateway':
          return callGateway(this.#world, this.#httpCall(cause))
        default:
          return this.#send(cause)
      }
    })
  }

  #httpCall(cause: JournalRecord): DestinationCall {
    const { HttpParameters } = this.#matched.target
    return { arn: this.to, text: readText(this.#input), http: HttpParameters, cause }
  }

  /** AWS: eb-api-destinations.html: the rate limit holds back calls, and loses none. */
  #call(cause: JournalRecord): MaybePromise<DeliveryOutcome> {
    const { perSecond } = findDestination(this.#world, this.to)
    const { turns } = this.#world.state(eventbridge)
    const delayMs = this.#hasTurn ? 0 : turns.take(this.to, perSecond, this.#world.clock.now())
    this.#hasTurn = delayMs > 0
    if (delayMs > 0) return { status: 'deferred', delayMs, why: 'The rate limit holds it back.' }
    return callDestination(this.#world, this.#httpCall(cause))
  }

  #send(cause: JournalRecord): MaybePromise<void> {
    const groupId = this.#matched.target.SqsParameters?.MessageGroupId
    return sendToTarget(this.#world, this.to, {
      body: this.#input,
      cause,
      sender: this.#sender,
      partitionKey: this.#partitionKey(),
      groupId,
      // Unverified: the event's id is the deduplication id, so that a retry is no second message.
      deduplicationId: groupId === undefined ? undefined : this.#event.id,
    })
  }

  readonly #sender = (): ServiceSender => {
    const { rule, target } = this.#matched
    return eventsFor(ruleArn(this.#world.options, this.#event.bus, rule), target.RoleArn)
  }

  // AWS: KinesisParameters: the default partition key is the event's id.
  #partitionKey(): string {
    const { id, event } = this.#event
    const path = this.#matched.target.KinesisParameters?.PartitionKeyPath
    const key = path === undefined ? id : valueAt(event.envelope, path)
    return typeof key === 'string' ? key : JSON.stringify(key ?? id)
  }

  #forward(cause: JournalRecord): undefined | DeliveryOutcome {
    const { forward } = this.#matched
    // AWS: eb-bus-to-bus.html: an event that another bus sent is not routed to a third one.
    if (!forward) {
      const why = `The event came from another bus to ${this.#event.bus}, and goes to no third one.`
      return { status: 'filtered', why }
    }
    const bus = busNameIn(this.to)
    if (!this.#world.state(eventbridge).buses.has(bus)) throw targetMissing(this.to)
    checkSender(this.#world, this.to, cause, this.#sender)
    forward(this.#world, bus, this.#event.event, cause)
    return undefined
  }

  /**
   * The event as it was, so that it can be put again. AWS: eb-rule-dlq.html lists the attributes
   * and codes. Unverified: which error has which code.
   */
  onFailed(letter: DeadLetter): MaybePromise<void> {
    const { rule, target } = this.#matched
    const { options } = this.#world
    return sendDeadLetter(this.#world, target.DeadLetterConfig?.Arn, letter, {
      body: this.#event.event.json,
      // AWS: eb-rule-dlq.html: the policy of the queue decides, also for a target with a role.
      sender: () => eventsFor(ruleArn(options, this.#event.bus, rule)),
      attributes: {
        RULE_ARN: textAttribute(ruleArn(options, this.#event.bus, rule)),
        TARGET_ARN: textAttribute(target.Arn),
        ERROR_CODE: textAttribute(codeOf(letter.error)),
      },
    })
  }
}

function kindOf(arn: string): 'bus' | 'api-destination' | 'gateway' | 'other' {
  const { service, resource } = parseArn(arn) ?? {}
  if (service === 'execute-api') return 'gateway'
  if (service !== 'events') return 'other'
  return resource?.startsWith('api-destination/') ? 'api-destination' : 'bus'
}

function codeOf(error: unknown): string {
  if (!isServiceError(error)) return 'INTERNAL_ERROR'
  if (isThrottled(error)) return 'THROTTLING'
  if (/AccessDenied/.test(error.name)) return 'NO_PERMISSIONS'
  if (/NotFound|NonExistent|DoesNotExist/.test(error.name)) return 'NO_RESOURCE'
  return error.status >= 500 ? 'ERROR_FROM_TARGET' : 'SDK_CLIENT_ERROR'
}
