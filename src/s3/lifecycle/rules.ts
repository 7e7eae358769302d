/**
 * Which rules of a lifecycle configuration apply to an object, and when they do.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
import type { LifecycleFilter, LifecycleRule, LifecycleTag } from '../buckets/lifecycle-rule.ts'
import type { StoredObject } from '../objects/version.ts'

const DAY_MS = 86_400_000

/**
 * AWS: intro-lifecycle-rules.html: "adding the number of days ... and rounding the resulting time
 * to the next day midnight UTC".
 */
export const midnightAfter = (time: number, days: number): number =>
  (Math.floor((time + days * DAY_MS) / DAY_MS) + 1) * DAY_MS

type Facts = Pick<StoredObject, 'key' | 'tags'> & { readonly size: number }

const factsOf = ({ key, tags, content }: StoredObject): Facts => ({
  key,
  tags,
  size: content.size,
})

export const isEnabled = ({ Status }: LifecycleRule): boolean => Status === 'Enabled'

/** Whether a rule's filter selects an object. A rule without filter selects all. */
export function selects(rule: LifecycleRule, object: StoredObject): boolean {
  return matches({ ...rule.Filter, ...prefixOf(rule) }, factsOf(object))
}

/** Whether a rule selects a key of which it knows nothing else: that of a delete marker. */
export const selectsKey = (rule: LifecycleRule, key: string): boolean =>
  key.startsWith(prefixIn(rule)) && tagsIn(rule.Filter).length === 0

const tagsIn = ({ Tag, And }: LifecycleFilter = {}): readonly LifecycleTag[] => [
  ...(Tag ? [Tag] : []),
  ...(And?.Tags ?? []),
]

const prefixIn = ({ Prefix, Filter }: LifecycleRule): string =>
  Prefix ?? Filter?.Prefix ?? Filter?.And?.Prefix ?? ''

/** The prefix of rules from before filters. */
const prefixOf = ({ Prefix }: LifecycleRule): LifecycleFilter =>
  Prefix === undefined ? {} : { Prefix }

function matches(filter: LifecycleFilter, facts: Facts): boolean {
  const { Prefix, ObjectSizeGreaterThan, ObjectSizeLessThan } = { ...filter, ...filter.And }
  return (
    facts.key.startsWith(Prefix ?? '') &&
    facts.size > (ObjectSizeGreaterThan ?? -1) &&
    facts.size < (ObjectSizeLessThan ?? Infinity) &&
    tagsIn(filter).every((tag) => hasTag(facts, tag))
  )
}

const hasTag = ({ tags }: Facts, { Key = '', Value }: LifecycleTag): boolean =>
  tags.get(Key) === Value

/** Returns when a rule expires an object, or undefined if it does not. */
export function expiryOf({ Expiration }: LifecycleRule, since: number): number | undefined {
  if (Expiration?.Days !== undefined) return midnightAfter(since, Expiration.Days)
  return Expiration?.Date?.getTime()
}

/** Recorded: S3.md: the header `x-amz-expiration`. */
export function expirationHeader(
  rules: readonly LifecycleRule[],
  object: StoredObject,
): string | undefined {
  for (const rule of rules) {
    if (!isEnabled(rule) || !selects(rule, object)) continue
    const expiry = expiryOf(rule, object.lastModified)
    if (expiry === undefined) continue
    return `expiry-date="${new Date(expiry).toUTCString()}", rule-id="${rule.ID ?? ''}"`
  }
  return undefined
}

/** When a rule aborts an upload that is not complete by then. */
export interface AbortDate {
  readonly date: Date
  readonly ruleId: string
}

/** Returns the earliest date at which a rule aborts an upload. */
export function abortDate(
  rules: readonly LifecycleRule[] | undefined,
  key: string,
  initiatedAt: number,
): AbortDate | undefined {
  let earliest: AbortDate | undefined
  for (const rule of rules ?? []) {
    const days = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation
    if (!isEnabled(rule) || days === undefined || !key.startsWith(prefixIn(rule))) continue
    const date = new Date(midnightAfter(initiatedAt, days))
    if (!earliest || date < earliest.date) earliest = { date, ruleId: rule.ID ?? '' }
  }
  return earliest
}
