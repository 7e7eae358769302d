/**
 * Policies of parameters: what they say, and when they are due.
 * AWS: https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-policies.html
 */
import { isObject } from '../../core/json.ts'
import * as errors from '../errors.ts'
import { MOST_POLICIES } from '../limits.ts'
import type { ParameterPolicy, PolicyType } from '../state.ts'

interface Given {
  readonly type: PolicyType
  readonly text: string
  readonly attributes: Readonly<Record<string, unknown>>
}

const TYPES: readonly PolicyType[] = [
  'Expiration',
  'ExpirationNotification',
  'NoChangeNotification',
]

/**
 * Reads PutParameter's Policies. `[]` and `[{}]` mean none. Times are in milliseconds since 1970.
 *
 * @throws ServiceError for policies that Parameter Store refuses
 */
export function parsePolicies(text: string, now: number): readonly ParameterPolicy[] {
  const given = listIn(text)
    .filter((each) => Object.keys(each).length > 0)
    .map(toGiven)
  if (given.length > MOST_POLICIES) throw errors.tooManyPolicies(MOST_POLICIES)
  const expirations = given.filter(({ type }) => type === 'Expiration')
  if (expirations.length > 1) throw errors.policiesIncompatible('Expiration')
  const [expiration] = expirations
  const expiresAt = expiration && timeIn(expiration)
  if (expiresAt !== undefined && expiresAt <= now) throw errors.policyAttribute('Timestamp')
  return given.map((policy) => ({
    type: policy.type,
    text: policy.text,
    dueAt: dueAtOf(policy, expiresAt, now),
    isFinished: false,
  }))
}

function listIn(text: string): readonly Readonly<Record<string, unknown>>[] {
  let list: unknown
  try {
    list = JSON.parse(text)
  } catch {
    // JSON.parse throws for text that is not JSON, which is refused below.
  }
  if (Array.isArray(list) && list.every(isObject)) return list
  throw errors.policiesMalformed()
}

function toGiven(policy: Readonly<Record<string, unknown>>): Given {
  const type = TYPES.find((each) => each === policy['Type'])
  if (!type) throw errors.policyType(String(policy['Type']))
  const attributes = policy['Attributes']
  if (policy['Version'] !== '1.0') throw errors.policyAttribute('Version')
  if (!isObject(attributes)) throw errors.policyAttribute('Attributes')
  return { type, text: JSON.stringify(policy), attributes }
}

function dueAtOf(policy: Given, expiresAt: number | undefined, now: number): number {
  switch (policy.type) {
    case 'Expiration':
      return timeIn(policy)
    case 'ExpirationNotification':
      // AWS: it is about the expiration, which has to be there.
      if (expiresAt === undefined) throw errors.policiesIncompatible(policy.type)
      return expiresAt - lengthIn(policy, 'Before')
    default:
      return now + lengthIn(policy, 'After')
  }
}

function timeIn({ attributes: { Timestamp } }: Given): number {
  const time = typeof Timestamp === 'string' ? Date.parse(Timestamp) : NaN
  if (Number.isNaN(time)) throw errors.policyAttribute('Timestamp')
  return time
}

const UNITS: Readonly<Record<string, number>> = { Hours: 3_600_000, Days: 86_400_000 }

function lengthIn({ attributes }: Given, name: 'Before' | 'After'): number {
  const unit = typeof attributes['Unit'] === 'string' ? UNITS[attributes['Unit']] : undefined
  const count = Number(attributes[name])
  if (unit === undefined) throw errors.policyAttribute('Unit')
  if (!Number.isInteger(count) || count < 1) throw errors.policyAttribute(name)
  return count * unit
}

/** AWS: a change of the parameter begins the time of its NoChangeNotification again. */
export const renewed = (
  policies: readonly ParameterPolicy[],
  now: number,
): readonly ParameterPolicy[] =>
  policies.map((policy) =>
    policy.type === 'NoChangeNotification'
      ? { ...policy, isFinished: false, dueAt: now + afterIn(policy) }
      : policy,
  )

const afterIn = ({ text }: ParameterPolicy): number =>
  lengthIn(toGiven(JSON.parse(text) as Record<string, unknown>), 'After')
