/** Attributes of subscriptions, and their checks. */
import { parseArn } from '../../core/arn.ts'
import { UnsupportedError } from '../../core/errors.ts'
import { PatternError } from '../../core/patterns/index.ts'
import type { World } from '../../core/world/world.ts'
import { PolicyFlaw, subscriptionPolicy } from '../delivery-policy.ts'
import { invalidParameter } from '../errors.ts'
import {
  compilePolicy,
  ScopeError,
  type FilterPolicy,
  type FilterScope,
} from '../filtering/policy.ts'
import { isFifoName } from '../../core/resources/fifo-name.ts'
import { topicArn } from '../topics/arns.ts'
import type { Subscription, SubscriptionSettings } from './subscription.ts'

const NEW_SETTINGS: SubscriptionSettings = {
  isRaw: false,
  filterPolicy: undefined,
  filterScope: 'MessageAttributes',
  filter: undefined,
  redrivePolicy: undefined,
  deadLetterArn: undefined,
  deliveryPolicy: undefined,
}

/** What a check needs to know about the subscription. */
interface Checked {
  readonly topic: string
  readonly endpoint: string
  /** Subscribe words its refusals longer than SetSubscriptionAttributes. */
  readonly isNew: boolean
}

const reasonOf = ({ isNew }: Checked, reason: string): Error =>
  invalidParameter(isNew ? `Attributes Reason: ${reason}` : reason)

/** The attributes of Subscribe. The scope counts before the policy, whatever their order. */
export function settingsOf(
  attributes: Readonly<Record<string, string>>,
  checked: Checked,
): SubscriptionSettings {
  const { FilterPolicyScope, ...others } = attributes
  const ordered = FilterPolicyScope === undefined ? attributes : { FilterPolicyScope, ...others }
  return Object.entries(ordered).reduce(
    (settings, [name, value]) => changed(settings, name, value, checked),
    NEW_SETTINGS,
  )
}

/** Returns the settings with one attribute changed. Recorded: sns-s-set-1 to sns-s-set-5. */
export function changed(
  settings: SubscriptionSettings,
  name: string,
  value: string,
  checked: Checked,
): SubscriptionSettings {
  switch (name) {
    case 'RawMessageDelivery':
      return { ...settings, isRaw: toRaw(value, checked) }
    case 'FilterPolicyScope': {
      const filterScope = toScope(value, checked)
      const filter = toFilter(settings.filterPolicy, filterScope, checked)
      return { ...settings, filterScope, filter }
    }
    case 'FilterPolicy': {
      // Recorded: test_sub_filter_policy_... An empty text removes the policy.
      const filterPolicy = value === '' || value === '{}' ? undefined : value
      const filter = toFilter(filterPolicy, settings.filterScope, checked)
      return { ...settings, filterPolicy, filter }
    }
    case 'RedrivePolicy':
      return { ...settings, ...toRedrive(value, checked) }
    case 'DeliveryPolicy':
      return { ...settings, deliveryPolicy: value === '' ? undefined : toPolicy(value, checked) }
    case 'ReplayPolicy':
      throw new UnsupportedError({ service: 'SNS', parameter: 'ReplayPolicy' })
    default:
      throw reasonOf(checked, 'AttributeName')
  }
}

function toRaw(value: string, checked: Checked): boolean {
  if (/^(true|false)$/i.test(value)) return value.toLowerCase() === 'true'
  throw reasonOf(checked, `RawMessageDelivery: Invalid value [${value}]. Must be true or false.`)
}

function toScope(value: string, checked: Checked): FilterScope {
  if (value === 'MessageAttributes' || value === 'MessageBody') return value
  throw reasonOf(
    checked,
    `FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`,
  )
}

function toFilter(
  policy: string | undefined,
  scope: FilterScope,
  checked: Checked,
): FilterPolicy | undefined {
  if (policy === undefined) return undefined
  try {
    return compilePolicy(policy, scope)
  } catch (error) {
    if (error instanceof ScopeError) throw reasonOf(checked, error.message)
    // AWS adds the position in the policy's text on a second line, which is not simulated.
    if (error instanceof PatternError) throw reasonOf(checked, `FilterPolicy: ${error.message}`)
    throw error
  }
}

// Recorded: sns-s-14, test_redrive_policy_errors.
function toRedrive(
  value: string,
  checked: Checked,
): Pick<SubscriptionSettings, 'redrivePolicy' | 'deadLetterArn'> {
  if (value === '') return { redrivePolicy: undefined, deadLetterArn: undefined }
  const target: unknown = Object(parsed(value, 'RedrivePolicy', checked)).deadLetterTargetArn
  const arn = typeof target === 'string' ? parseArn(target) : undefined
  if (typeof target !== 'string' || !arn) {
    throw reasonOf(checked, 'RedrivePolicy: deadLetterTargetArn is an invalid arn')
  }
  const isFifo = isFifoName(checked.topic) && isFifoName(checked.endpoint)
  if (isFifo && !(arn.service === 'sqs' && isFifoName(arn.resource))) {
    throw reasonOf(
      checked,
      'RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.',
    )
  }
  return { redrivePolicy: value, deadLetterArn: target }
}

function toPolicy(value: string, checked: Checked): string {
  try {
    subscriptionPolicy(parsed(value, 'DeliveryPolicy', checked))
  } catch (error) {
    if (error instanceof PolicyFlaw) throw reasonOf(checked, `DeliveryPolicy: ${error.message}`)
    throw error
  }
  return value
}

function parsed(value: string, name: string, checked: Checked): unknown {
  try {
    return JSON.parse(value) as unknown
  } catch {
    // The text is not JSON.
    throw reasonOf(checked, `${name}: failed to parse JSON.`)
  }
}

/** The attributes of a subscription that a request sets, for comparison and for display. */
const shownSettings = (settings: SubscriptionSettings): Record<string, string> => ({
  RawMessageDelivery: String(settings.isRaw),
  ...(settings.filterPolicy !== undefined && {
    FilterPolicy: settings.filterPolicy,
    FilterPolicyScope: settings.filterScope,
  }),
  ...(settings.redrivePolicy !== undefined && { RedrivePolicy: settings.redrivePolicy }),
  ...(settings.deliveryPolicy !== undefined && { DeliveryPolicy: settings.deliveryPolicy }),
})

/**
 * Whether a repeated Subscribe asks for what exists. Attributes that it does not name do not
 * conflict.
 *
 * Recorded: test_subscribe_idempotency.
 */
export function fits(
  { settings }: Subscription,
  attributes: Readonly<Record<string, string>>,
  wanted: SubscriptionSettings,
): boolean {
  const existing: Readonly<Record<string, string>> = {
    FilterPolicyScope: settings.filterScope,
    ...shownSettings(settings),
  }
  const asked: Readonly<Record<string, string>> = {
    FilterPolicyScope: wanted.filterScope,
    ...shownSettings(wanted),
  }
  return Object.keys(attributes).every((name) => existing[name] === asked[name])
}

/** GetSubscriptionAttributes. Recorded: test_create_subscriptions_attributes. */
export function attributesOf(subscription: Subscription, world: World): Record<string, string> {
  const { accountId } = world.options
  return {
    SubscriptionPrincipal: `arn:aws:iam::${accountId}:root`,
    Owner: accountId,
    ...shownSettings(subscription.settings),
    TopicArn: topicArn(world, subscription.topic),
    Endpoint: subscription.endpoint,
    Protocol: subscription.protocol,
    PendingConfirmation: String(!subscription.isConfirmed),
    // Unverified: AWS says so of confirmations with a signature too; here callers are not told apart.
    ConfirmationWasAuthenticated: String(subscription.isConfirmed),
    SubscriptionArn: subscription.arn,
  }
}
