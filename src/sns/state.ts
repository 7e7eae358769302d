/** SNS's state in one region. */
import { CopyOnWriteMap } from '../core/collections/copy-on-write-map.ts'
import { ExpiringMap } from '../core/collections/expiring-map.ts'
import { CallTurns } from '../core/delivery/call-turns.ts'
import { DeliveryPump } from '../core/delivery/pump.ts'
import type { World } from '../core/world/world.ts'
import { topicNotFound } from './errors.ts'
import { DEDUPLICATION_MS } from './limits.ts'
import { snsOptions } from './options.ts'
import { normalPhoneNumber } from './phone-numbers.ts'
import type { Subscription } from './subscriptions/subscription.ts'
import { parseTopicArn } from './topics/arns.ts'
import type { Topic } from './topics/topic.ts'

/** An earlier publication with the same deduplication id. */
export interface EarlierPublication {
  readonly messageId: string
  readonly sequenceNumber: string
}

export interface SnsState {
  readonly topics: CopyOnWriteMap<string, Topic>
  /** By ARN, in the order of their creation. */
  readonly subscriptions: CopyOnWriteMap<string, Subscription>
  /** The ARNs of the subscriptions of each topic. */
  readonly byTopic: CopyOnWriteMap<string, readonly string[]>
  /** The ARNs of subscriptions by the tokens that confirm them. */
  readonly tokens: CopyOnWriteMap<string, string>
  /** How many messages each FIFO topic has numbered. */
  readonly numbered: CopyOnWriteMap<string, number>
  /** FIFO publications of the last five minutes. */
  readonly publications: ExpiringMap<EarlierPublication>
  /** Of text messages, as they were set. */
  readonly smsAttributes: CopyOnWriteMap<string, string>
  /** The telephones that text messages do not reach. */
  readonly optedOut: CopyOnWriteMap<string, true>
  /** When telephones were opted in again. */
  readonly optedIn: CopyOnWriteMap<string, number>
  /** Of throttled HTTP subscriptions. A fork begins without. */
  readonly turns: CallTurns
  /** Added to the clock's time, because the clock may be set to another date. */
  offset: number
  readonly pump: DeliveryPump
}

const optedOutFrom = (world: World): (readonly [string, true])[] =>
  snsOptions.of(world).optedOutPhoneNumbers.map((each) => [normalPhoneNumber(each), true])

export const createState = (world: World): SnsState => ({
  topics: new CopyOnWriteMap(),
  subscriptions: new CopyOnWriteMap(),
  byTopic: new CopyOnWriteMap(),
  tokens: new CopyOnWriteMap(),
  numbered: new CopyOnWriteMap(),
  publications: new ExpiringMap(DEDUPLICATION_MS),
  smsAttributes: new CopyOnWriteMap(),
  optedOut: new CopyOnWriteMap(optedOutFrom(world)),
  optedIn: new CopyOnWriteMap(),
  turns: new CallTurns(),
  offset: 0,
  pump: new DeliveryPump(world, 'sns'),
})

export const forkState = (state: SnsState, into: World): SnsState => ({
  topics: state.topics.fork(),
  subscriptions: state.subscriptions.fork(),
  byTopic: state.byTopic.fork(),
  tokens: state.tokens.fork(),
  numbered: state.numbered.fork(),
  publications: state.publications.fork(),
  smsAttributes: state.smsAttributes.fork(),
  optedOut: state.optedOut.fork(),
  optedIn: state.optedIn.fork(),
  turns: new CallTurns(),
  offset: state.offset,
  pump: new DeliveryPump(into, 'sns'),
})

/**
 * Forgets what was published. Topics and subscriptions stay, and return to what `createTopic` and
 * `subscribe` made them.
 */
export function resetState(state: SnsState, world: World): void {
  endState(state)
  state.smsAttributes.clear()
  state.optedIn.clear()
  state.optedOut.clear()
  for (const [number] of optedOutFrom(world)) state.optedOut.set(number, true)
  state.numbered.clear()
  state.publications.clear()
  for (const [name, { declared }] of [...state.topics]) {
    if (declared) state.topics.set(name, { ...declared, declared })
  }
  for (const { declared } of [...state.subscriptions.values()]) {
    if (declared) state.subscriptions.set(declared.arn, { ...declared, declared })
  }
}

export function endState({ pump, turns }: SnsState): void {
  pump.end()
  turns.clear()
}

/** Follows the clock to another date. */
export function shiftState(state: SnsState, _world: World, milliseconds: number): void {
  state.offset -= milliseconds
  state.pump.shift(milliseconds)
  state.turns.shift(milliseconds)
}

/** The time by which deduplication counts. */
export const timeIn = ({ offset }: SnsState, { clock }: World): number => clock.now() + offset

/** Returns the topic of a request's ARN, or throws AWS's error. */
export function existingTopic(
  state: SnsState,
  world: World,
  arn: string,
  parameter?: string,
): Topic {
  const topic = state.topics.get(parseTopicArn(world, arn, parameter))
  if (!topic) throw topicNotFound()
  return topic
}

/** The subscriptions of a topic, oldest first. */
export function subscriptionsOf(
  { byTopic, subscriptions }: SnsState,
  topic: string,
): Subscription[] {
  const found: Subscription[] = []
  for (const arn of byTopic.get(topic) ?? []) {
    const subscription = subscriptions.get(arn)
    if (subscription) found.push(subscription)
  }
  return found
}

export function addSubscription(state: SnsState, subscription: Subscription): void {
  const { arn, topic, token } = subscription
  state.subscriptions.set(arn, subscription)
  state.byTopic.set(topic, [...(state.byTopic.get(topic) ?? []), arn])
  if (token !== undefined) state.tokens.set(token, arn)
}

export function removeSubscription(state: SnsState, { arn, topic }: Subscription): void {
  state.subscriptions.delete(arn)
  const rest = (state.byTopic.get(topic) ?? []).filter((each) => each !== arn)
  state.byTopic.set(topic, rest)
  const found = state.topics.get(topic)
  if (found) {
    const deletedSubscriptions = found.deletedSubscriptions + 1
    state.topics.set(topic, { ...found, deletedSubscriptions })
  }
}

/**
 * Removes a topic. Its subscriptions stay readable.
 *
 * Recorded: test_delete_subscriptions_on_delete_topic.
 */
export function removeTopic(state: SnsState, name: string): void {
  state.topics.delete(name)
  state.byTopic.delete(name)
  state.numbered.delete(name)
}
