/** The attributes that are JSON: RedrivePolicy, RedriveAllowPolicy, Policy. */
import { invalidAttributeValue, invalidParameter } from '../errors.ts'
import { MAX_RECEIVE_COUNT } from '../limits.ts'
import type { RedriveAllowPolicy, RedrivePolicy } from './definition.ts'

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Readonly<Record<string, unknown>>) : undefined
  } catch {
    // Text that is not JSON is refused by the caller.
    return undefined
  }
}

// Recorded: test_redrive_policy_attribute_validity (the code). Unverified: these wordings, which
// public reports quote.
const refuseRedrive = (text: string, reason: string): Error =>
  invalidParameter(text, 'RedrivePolicy', reason)

/** Recorded: test_redrive_policy_attribute_validity: the count is a number or a numeric string. */
export function parseRedrivePolicy(text: string): RedrivePolicy {
  const policy = parseObject(text)
  if (!policy) throw refuseRedrive(text, 'Redrive policy is not a valid JSON map.')
  const { deadLetterTargetArn, maxReceiveCount } = policy
  if (typeof deadLetterTargetArn !== 'string') {
    throw refuseRedrive(
      text,
      'Redrive policy does not contain mandatory attribute: deadLetterTargetArn.',
    )
  }
  if (maxReceiveCount === undefined) {
    throw refuseRedrive(
      text,
      'Redrive policy does not contain mandatory attribute: maxReceiveCount.',
    )
  }
  const count = /^\d+$/.test(String(maxReceiveCount)) ? Number(maxReceiveCount) : 0
  if (count < 1 || count > MAX_RECEIVE_COUNT) {
    throw refuseRedrive(
      text,
      `Invalid value for maxReceiveCount: ${String(maxReceiveCount)}, valid values are from 1 to ${MAX_RECEIVE_COUNT} both inclusive.`,
    )
  }
  return { targetArn: deadLetterTargetArn, maxReceiveCount: count }
}

const PERMISSIONS: ReadonlySet<unknown> = new Set(['allowAll', 'denyAll', 'byQueue'])
// AWS: SetQueueAttributes: up to 10 sources.
const MAX_SOURCES = 10

/** AWS: API_SetQueueAttributes.html. Unverified: the wordings. */
export function parseRedriveAllowPolicy(text: string): RedriveAllowPolicy {
  const policy = parseObject(text)
  const { redrivePermission = 'allowAll', sourceQueueArns = [] } = policy ?? {}
  const isList =
    Array.isArray(sourceQueueArns) && sourceQueueArns.every((arn) => typeof arn === 'string')
  if (!policy || !PERMISSIONS.has(redrivePermission) || !isList) {
    throw invalidAttributeValue('RedriveAllowPolicy')
  }
  const isByQueue = redrivePermission === 'byQueue'
  if (isByQueue !== sourceQueueArns.length > 0 || sourceQueueArns.length > MAX_SOURCES) {
    throw invalidAttributeValue('RedriveAllowPolicy')
  }
  return {
    permission: redrivePermission as RedriveAllowPolicy['permission'],
    sourceArns: sourceQueueArns,
  }
}

/** Unverified: that a policy without statements is refused. */
export function checkPolicy(text: string): void {
  if (!parseObject(text)) throw invalidAttributeValue('Policy')
}
