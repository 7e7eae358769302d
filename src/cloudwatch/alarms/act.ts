/** Runs the actions of an alarm: a message to a topic, an event for a function. */
import type { DeliveryOutcome, DeliveryRecord } from '../../core/delivery/delivery.ts'
import type { ServiceSender } from '../../core/delivery/sender.ts'
import { exponential } from '../../core/delivery/retry-policy.ts'
import { attemptOn, targetMissing } from '../../core/delivery/target.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { MaybePromise } from '../../core/maybe-promise.ts'
import type { World } from '../../core/world/world.ts'
import { actionsOf } from '../alarm.ts'
import { cloudwatch } from '../service.ts'
import { alarmArn } from './names.ts'
import { addHistory } from './history.ts'
import { eventOf, isFunction, messageOf, subjectOf, type Change } from './message.ts'

// Unverified: how often CloudWatch tries.
const ATTEMPTS = 3

export function act(world: World, change: Change, cause: JournalRecord): void {
  const { alarm, after } = change
  if (!alarm.actionsEnabled) return
  const state = world.state(cloudwatch)
  for (const action of actionsOf(alarm, after.value)) {
    const note = (summary: string, failure?: string): void =>
      addHistory(
        state,
        { alarm: alarm.settings.AlarmName, at: world.clock.now(), type: 'Action', summary },
        toHistory(change, action, failure),
      )
    state.pump.deliver<DeliveryOutcome>({
      to: action,
      causedBy: cause,
      retry: { delays: exponential(1_000, 60_000), maxAttempts: ATTEMPTS },
      attempt: ({ record }) => attemptOn(() => send(world, change, action, record)),
      onDelivered: () => note(`Successfully executed action ${action}`),
      onFailed({ record: { why = '' } }) {
        note(`Failed to execute action ${action}. Received error: "${why}"`, why)
      },
    })
  }
}

function send(
  world: World,
  change: Change,
  action: string,
  cause: DeliveryRecord,
): MaybePromise<void> {
  if (isFunction(action)) {
    const event = eventOf(world, change)
    const sender = (): ServiceSender => ({
      service: 'lambda.alarms.cloudwatch.amazonaws.com',
      sourceArn: alarmArn(world.options, change.alarm.settings.AlarmName),
    })
    return world.ports.functions
      .invoke({ function: action, event, type: 'Event', cause, sender })
      .then(() => undefined)
  }
  const topics = world.ports.receiver?.('sns')
  if (!topics?.has(action)) throw targetMissing(action)
  // AWS: sns-access-policy-use-cases.html: the policy of a topic lets the alarms of its account in.
  const body = messageOf(world, change)
  return topics.send(action, { body, subject: subjectOf(world, change), cause })
}

/** Unverified: the members. */
const toHistory = ({ after }: Change, action: string, failure: string | undefined): object => ({
  actionState: failure === undefined ? 'Succeeded' : 'Failed',
  notificationResource: action,
  stateUpdateTimestamp: after.updatedAt,
  ...(failure !== undefined && { error: failure }),
})
