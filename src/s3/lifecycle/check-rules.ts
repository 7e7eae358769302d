/** The checks of a lifecycle configuration. Recorded by peers (LocalStack), where not said. */
import type { Ids } from '../../core/ids.ts'
import type { LifecycleFilter, LifecycleRule } from '../buckets/lifecycle-rule.ts'
import { inPacificTime } from '../objects/dates.ts'
import { invalidArgument, invalidRequest, malformedXml } from '../errors/requests.ts'

const DAY_MS = 86_400_000
const MOST_RULES = 1000
const LONGEST_ID = 255

/** Returns the rules, each with an id, or throws S3's answer to wrong ones. */
export function checkedRules(
  ids: Ids,
  given: readonly LifecycleRule[] | undefined,
): readonly LifecycleRule[] {
  if (!given || given.length === 0 || given.length > MOST_RULES) throw malformedXml()
  const rules = given.map((rule) => {
    checkRule(rule)
    // AWS: API_LifecycleRule.html: S3 gives an id to a rule without one.
    return { ...rule, ID: rule.ID ?? ids.text('s3-lifecycle', 48) }
  })
  if (new Set(rules.map(({ ID }) => ID)).size < rules.length) {
    // Seen: public reports quote S3.
    throw invalidArgument('Rule ID must be unique. Found same ID for one or more rules', 'ID')
  }
  return rules
}

function checkRule(rule: LifecycleRule): void {
  const { Filter, Prefix, Expiration, NoncurrentVersionExpiration: noncurrent } = rule
  // Seen: public reports quote S3, here and where not said below.
  if ((rule.ID ?? '').length > LONGEST_ID) {
    const message = `ID length should not exceed allowed limit of ${LONGEST_ID}`
    throw invalidArgument(message, 'ID', rule.ID)
  }
  if (rule.Status === undefined || (Filter === undefined) === (Prefix === undefined)) {
    throw malformedXml()
  }
  if (Filter) checkFilter(Filter)
  if (noncurrent && Object.keys(noncurrent).length === 0) throw malformedXml()
  if (Expiration) checkExpiration(Expiration)
  checkPositive(noncurrent?.NoncurrentDays, 'NoncurrentDays', 'NoncurrentVersionExpiration')
  const abort = rule.AbortIncompleteMultipartUpload
  const days = abort?.DaysAfterInitiation
  checkPositive(days, 'DaysAfterInitiation', 'AbortIncompleteMultipartUpload')
  if (abort && Filter) checkAbortFilter(Filter)
  checkTransitions(rule)
  if (!hasAction(rule)) {
    // AWS: API_LifecycleRule.html. Seen: public reports quote S3.
    throw invalidRequest('At least one action needs to be specified in a rule')
  }
}

const hasAction = (rule: LifecycleRule): boolean =>
  [
    rule.Expiration,
    rule.NoncurrentVersionExpiration,
    rule.AbortIncompleteMultipartUpload,
    rule.Transitions?.[0],
    rule.NoncurrentVersionTransitions?.[0],
  ].some((action) => action !== undefined)

function checkFilter(filter: LifecycleFilter): void {
  if (Object.keys(filter).length > 1) throw malformedXml()
  const { And } = filter
  // AWS: API_LifecycleRuleAndOperator.html: two or more predicates.
  const { Tags = [], ...predicates } = And ?? {}
  if (And && Tags.length + Object.keys(predicates).length < 2) throw malformedXml()
  const keys = Tags.map(({ Key }) => Key)
  if (new Set(keys).size < keys.length) throw invalidRequest('Duplicate Tag Keys are not allowed.')
}

function checkExpiration(expiration: NonNullable<LifecycleRule['Expiration']>): void {
  const { Date: date, Days } = expiration
  if (Object.keys(expiration).length !== 1) throw malformedXml()
  checkPositive(Days, 'Days', 'Expiration')
  if (date && date.getTime() % DAY_MS !== 0) {
    throw invalidArgument("'Date' must be at midnight GMT", 'Date', inPacificTime(date))
  }
}

function checkPositive(days: number | undefined, name: string, action: string): void {
  if (days === undefined || days > 0) return
  throw invalidArgument(`'${name}' for ${action} action must be a positive integer`, name, days)
}

function checkAbortFilter(filter: LifecycleFilter): void {
  const { Tag, ObjectSizeGreaterThan: above, ObjectSizeLessThan: below, And } = filter
  const sizes = [above, below, And?.ObjectSizeGreaterThan, And?.ObjectSizeLessThan]
  const what =
    Tag || And?.Tags?.length
      ? 'Tags'
      : sizes.some((size) => size !== undefined)
        ? 'Object Size'
        : undefined
  if (what === undefined) return
  throw invalidRequest(`AbortIncompleteMultipartUpload cannot be specified with ${what}.`)
}

const INFREQUENT = ['STANDARD_IA', 'ONEZONE_IA']
const INFREQUENT_DAYS = 30

function checkTransitions({ Transitions = [], Expiration, Filter, Prefix }: LifecycleRule): void {
  for (const { Days, StorageClass } of Transitions) {
    if (Days === undefined) continue
    if (INFREQUENT.includes(String(StorageClass)) && Days < INFREQUENT_DAYS) {
      throw invalidArgument(
        `'Days' in Transition action must be greater than or equal to ${INFREQUENT_DAYS} for storageClass '${StorageClass}'`,
        'Days',
        Days,
      )
    }
    if (Expiration?.Days !== undefined && Expiration.Days <= Days) {
      const prefix = Prefix ?? Filter?.Prefix ?? Filter?.And?.Prefix ?? ''
      throw invalidArgument(
        `'Days' in the Expiration action for filter '(prefix=${prefix})' must be greater than 'Days' in the Transition action`,
        'Days',
        Expiration.Days,
      )
    }
  }
}
