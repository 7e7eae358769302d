/** Mail and text messages: they leave AWS, and every one counts as accepted. */
import { leave } from '../../core/delivery/outbox.ts'
import type { DeliveryOutcome } from '../../core/delivery/delivery.ts'
import { readText } from '../../core/late-text.ts'
import type { JournalRecord } from '../../core/journal.ts'
import { textFor } from '../messages/checks.ts'
import { normalPhoneNumber } from '../phone-numbers.ts'
import type { SnsState } from '../state.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import type { Notification } from './notification.ts'

export function sendOut(
  optedOut: SnsState['optedOut'],
  notification: Notification,
  subscription: Subscription,
  cause: JournalRecord,
): DeliveryOutcome {
  const { world, publication } = notification
  const { endpoint: to, protocol } = subscription
  const { outgoing } = publication
  const bare = textFor(outgoing, protocol)
  const isMail = protocol !== 'sms'
  // AWS: sms_publish-to-phone.html: nothing is sent to a telephone that is opted out.
  if (!isMail && optedOut.has(normalPhoneNumber(to))) {
    return { status: 'failed', why: 'Phone number is opted out.', isFinal: true }
  }
  leave(world, 'sns', cause, {
    to,
    via: isMail ? 'email' : 'sms',
    // Seen: the subject of a message without one.
    subject: isMail ? (outgoing.subject ?? 'AWS Notification Message') : undefined,
    text: protocol === 'email-json' ? readText(notification.envelopeFor(subscription)) : bare,
    code: undefined,
  })
  return undefined
}
