/** The attributes of queues: names, values, defaults. */
import { invalidAttributeValue, onlyForFifo, oneEncryption, unknownAttribute } from '../errors.ts'
import * as limits from '../limits.ts'
import type { QueueSettings } from './definition.ts'
import { checkPolicy, parseRedriveAllowPolicy, parseRedrivePolicy } from './json-attributes.ts'

export type Attributes = ReadonlyMap<string, string>

const whole = (min: number, max: number) => (value: string) =>
  /^\d+$/.test(value) && Number(value) >= min && Number(value) <= max
const oneOf =
  (...values: readonly string[]) =>
  (value: string) =>
    values.includes(value)
const isBoolean = oneOf('true', 'false')
/** Throws its own errors. */
const parsed = (parse: (text: string) => unknown) => (value: string) => {
  parse(value)
  return true
}

// AWS: API_SetQueueAttributes.html.
const SETTABLE: Readonly<Record<string, (value: string) => boolean>> = {
  ContentBasedDeduplication: isBoolean,
  DeduplicationScope: oneOf('queue', 'messageGroup'),
  DelaySeconds: whole(0, limits.MAX_DELAY_SECONDS),
  FifoQueue: isBoolean,
  FifoThroughputLimit: oneOf('perQueue', 'perMessageGroupId'),
  KmsDataKeyReusePeriodSeconds: whole(60, 86_400),
  KmsMasterKeyId: () => true,
  MaximumMessageSize: whole(limits.MIN_MESSAGE_BYTES, limits.MAX_MESSAGE_BYTES),
  MessageRetentionPeriod: whole(limits.MIN_RETENTION_SECONDS, limits.MAX_RETENTION_SECONDS),
  Policy: parsed(checkPolicy),
  ReceiveMessageWaitTimeSeconds: whole(0, limits.MAX_WAIT_SECONDS),
  RedriveAllowPolicy: parsed(parseRedriveAllowPolicy),
  RedrivePolicy: parsed(parseRedrivePolicy),
  SqsManagedSseEnabled: isBoolean,
  VisibilityTimeout: whole(0, limits.MAX_VISIBILITY_SECONDS),
}

/** The empty string removes these. Recorded: test_set_empty_redrive_policy. */
const REMOVABLE: ReadonlySet<string> = new Set([
  'KmsMasterKeyId',
  'Policy',
  'RedriveAllowPolicy',
  'RedrivePolicy',
])

/** Attributes of FIFO queues with their defaults. */
const OF_FIFO: Attributes = new Map([
  ['FifoQueue', 'true'],
  ['ContentBasedDeduplication', 'false'],
  ['DeduplicationScope', 'queue'],
  ['FifoThroughputLimit', 'perQueue'],
])

// Recorded: test_set_queue_attributes_default_values.
const DEFAULTS: Attributes = new Map([
  ['DelaySeconds', '0'],
  ['MaximumMessageSize', String(limits.MAX_MESSAGE_BYTES)],
  ['MessageRetentionPeriod', '345600'],
  ['ReceiveMessageWaitTimeSeconds', '0'],
  ['SqsManagedSseEnabled', 'true'],
  ['VisibilityTimeout', '30'],
])

// AWS: API_SetQueueAttributes.html.
const DEFAULT_KEY_REUSE = '300'

export const isSettable = (name: string): boolean => Object.hasOwn(SETTABLE, name)

/**
 * Checks the attributes of a request in their order.
 *
 * Recorded: test_create_standard_queue_with_fifo_attribute_raises_error, sqs-q-fifo-set.
 */
export function checkAttributes(
  given: Readonly<Record<string, string>>,
  { isFifo, isNew }: { readonly isFifo: boolean; readonly isNew: boolean },
): void {
  for (const [name, value] of Object.entries(given)) {
    const isRight = isSettable(name) ? SETTABLE[name] : undefined
    if (!isRight) throw unknownAttribute(name)
    if (name === 'FifoQueue') {
      if (!isNew) {
        throw invalidAttributeValue('FifoQueue', 'Modifying queue type is not supported.')
      }
      if (!isFifo) throw unknownAttribute(name)
    } else if (OF_FIFO.has(name) && !isFifo) {
      // Unverified: that ContentBasedDeduplication is unknown like FifoQueue.
      throw name === 'ContentBasedDeduplication' ? unknownAttribute(name) : onlyForFifo(name)
    }
    if (value === '' && REMOVABLE.has(name)) continue
    if (!isRight(value)) throw invalidAttributeValue(name)
  }
}

/** Returns the attributes of a new queue. `given` was checked. */
export const newAttributes = (
  given: Readonly<Record<string, string>>,
  isFifo: boolean,
): Attributes => changedAttributes(new Map([...DEFAULTS, ...(isFifo ? OF_FIFO : [])]), given)

/** Returns the attributes after a change. `given` was checked. */
export function changedAttributes(
  attributes: Attributes,
  given: Readonly<Record<string, string>>,
): Attributes {
  const changed = new Map(attributes)
  for (const [name, value] of Object.entries(given)) {
    if (value === '' && REMOVABLE.has(name)) changed.delete(name)
    // Raw JSON may contain a number.
    else changed.set(name, String(value))
  }
  changeEncryption(changed, given)
  // AWS: high-throughput.html: the limit per group needs the scope of groups.
  const isPerGroup = changed.get('FifoThroughputLimit') === 'perMessageGroupId'
  if (isPerGroup && changed.get('DeduplicationScope') !== 'messageGroup') {
    throw invalidAttributeValue('FifoThroughputLimit')
  }
  return changed
}

/** Recorded: test_sse_kms_and_sqs_are_mutually_exclusive, test_sse_queue_attributes. */
function changeEncryption(
  attributes: Map<string, string>,
  given: Readonly<Record<string, string>>,
): void {
  const { KmsMasterKeyId: key, SqsManagedSseEnabled: managed } = given
  if (key && managed === 'true') throw oneEncryption()
  if (key !== undefined) attributes.set('SqsManagedSseEnabled', 'false')
  else if (managed === 'true') attributes.delete('KmsMasterKeyId')
  if (!attributes.has('KmsMasterKeyId')) attributes.delete('KmsDataKeyReusePeriodSeconds')
  else if (!attributes.has('KmsDataKeyReusePeriodSeconds')) {
    attributes.set('KmsDataKeyReusePeriodSeconds', DEFAULT_KEY_REUSE)
  }
}

/** Converts attributes to the form that operations read. */
export function settingsOf(attributes: Attributes): QueueSettings {
  const ms = (name: string): number => Number(attributes.get(name)) * 1000
  const redrive = attributes.get('RedrivePolicy')
  const allow = attributes.get('RedriveAllowPolicy')
  return {
    visibilityMs: ms('VisibilityTimeout'),
    delayMs: ms('DelaySeconds'),
    waitMs: ms('ReceiveMessageWaitTimeSeconds'),
    retentionMs: ms('MessageRetentionPeriod'),
    maximumBytes: Number(attributes.get('MaximumMessageSize')),
    redrive: redrive === undefined ? undefined : parseRedrivePolicy(redrive),
    redriveAllow: allow === undefined ? undefined : parseRedriveAllowPolicy(allow),
    deduplicatesByContent: attributes.get('ContentBasedDeduplication') === 'true',
    deduplicatesByGroup: attributes.get('DeduplicationScope') === 'messageGroup',
  }
}
