/** Filter policies of subscriptions: their checks and limits, and which messages pass. */
import { isObject } from '../../core/json.ts'
import { compilePattern, isChoice, refuse, type Pattern } from '../../core/patterns/index.ts'
import type { MessageAttribute } from '../../core/world/event-source-ports.ts'
import { MAX_FILTER_COMBINATIONS, MAX_FILTER_KEYS } from '../limits.ts'
import { toExpression } from './expressions.ts'

export type FilterScope = 'MessageAttributes' | 'MessageBody'

/** The parts of a message that a policy reads. */
export interface Filterable {
  readonly message: string
  readonly attributes: Readonly<Record<string, MessageAttribute>> | undefined
}

export interface FilterPolicy {
  /** Returns why a message does not pass, or undefined if it does. */
  whyNot(message: Filterable): string | undefined
}

/** A refusal without the words `FilterPolicy: ` before its reason. */
export class ScopeError extends Error {}

/**
 * Compiles a policy.
 *
 * @throws PatternError or ScopeError with AWS's reason when AWS would refuse it
 */
export function compilePolicy(text: string, scope: FilterScope): FilterPolicy {
  const policy = parse(text)
  // AWS: subscription-filter-policy-constraints.html: of a nested policy the outermost keys count.
  if (Object.keys(policy).length > MAX_FILTER_KEYS) {
    return refuse(`Filter policy can not have more than ${MAX_FILTER_KEYS} keys`)
  }
  if (combinationsIn(policy, 1, scope) > MAX_FILTER_COMBINATIONS) {
    return refuse('Filter policy is too complex')
  }
  const entries = Object.entries(policy)
  // An empty policy accepts every message. Unverified.
  if (entries.length === 0) return { whyNot: () => undefined }
  const whole = compilePattern(policy, toExpression)
  const keys = entries.map(([key, value]): Key => [
    key,
    value,
    compilePattern({ [key]: value }, toExpression),
  ])
  return {
    whyNot: (message) => {
      const event = scope === 'MessageBody' ? bodyOf(message) : attributesOf(message)
      if (event === undefined) return 'The filter policy needs a JSON object as the message.'
      return whole.matches(event) ? undefined : describe(event, keys)
    },
  }
}

type Key = readonly [name: string, wanted: unknown, pattern: Pattern]

function parse(text: string): Readonly<Record<string, unknown>> {
  let policy: unknown
  try {
    policy = JSON.parse(text)
  } catch {
    // The text is not JSON.
    return refuse('failed to parse JSON.')
  }
  // Unverified: the wording.
  return isObject(policy) ? policy : refuse('failed to parse JSON.')
}

/**
 * The product of the number of values of each list, each times the depth of its nesting.
 * Alternatives of `$or` add up.
 *
 * Recorded: snsf-cx-3, test_filter_policy_complexity. Unverified: the sum for `$or`, and that the
 * segments of a dotted key do not count as depth.
 */
function combinationsIn(
  policy: Readonly<Record<string, unknown>>,
  depth: number,
  scope: FilterScope,
): number {
  let product = 1
  for (const [key, value] of Object.entries(policy)) {
    if (key === '$or' && isChoice(value)) {
      product *= value.reduce((sum, each) => sum + combinationsIn(each, depth, scope), 0)
    } else if (Array.isArray(value)) product *= Math.max(1, value.length) * depth
    else if (!isObject(value)) refuse(`"${key}" must be an object or an array`)
    else if (Object.values(value).every((inner) => Array.isArray(inner) || isObject(inner))) {
      checkNesting(scope)
      product *= combinationsIn(value, depth + 1, scope)
    } else combinationsIn(value, depth + 1, scope)
  }
  return product
}

// Recorded: snsf-scope-1: without `FilterPolicy: `.
function checkNesting(scope: FilterScope): void {
  if (scope === 'MessageBody') return
  throw new ScopeError(
    'Filter policy scope MessageAttributes does not support nested filter policy',
  )
}

/** The message as JSON. Undefined if it is not an object. Recorded: snsf-6. */
function bodyOf({ message }: Filterable): Readonly<Record<string, unknown>> | undefined {
  try {
    const body: unknown = JSON.parse(message)
    return isObject(body) ? body : undefined
  } catch {
    // Any text is a message.
    return undefined
  }
}

/**
 * The values of the attributes: numbers as numbers, `String.Array` as its elements. Binary
 * attributes are not compared.
 *
 * AWS: sns-message-attributes.html. Recorded: snsf-5.
 */
function attributesOf({ attributes = {} }: Filterable): Readonly<Record<string, unknown>> {
  // The prototype is null, because a name may be __proto__.
  const values = Object.create(null) as Record<string, unknown>
  for (const [name, { DataType, StringValue }] of Object.entries(attributes)) {
    if (StringValue === undefined) continue
    if (DataType === 'String.Array') values[name] = elementsOf(StringValue)
    else values[name] = /^Number(\.|$)/.test(DataType) ? Number(StringValue) : StringValue
  }
  return values
}

function elementsOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // Unverified: text that is not a list is compared as it is.
    return text
  }
}

/** `kind was "pen", wanted ["book"]` */
function describe(event: Readonly<Record<string, unknown>>, keys: readonly Key[]): string {
  const failed = keys.filter(([, , pattern]) => !pattern.matches(event))
  const reasons = (failed.length > 0 ? failed : keys).map(([name, wanted]) => {
    const value = name === '$or' ? undefined : valueAt(event, name)
    if (name === '$or') return `no alternative of $or matched`
    const was = value === undefined ? 'was absent' : `was ${short(value)}`
    return `${name} ${was}, wanted ${short(wanted)}`
  })
  return `The filter policy did not match: ${reasons.join('; ')}`
}

function valueAt(event: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(event, name)) return event[name]
  return name
    .split('.')
    .reduce<unknown>(
      (at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined),
      event,
    )
}

const short = (value: unknown): string => {
  const text = JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
