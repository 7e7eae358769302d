/** The checks of a lifecycle configuration. Recorded by peers (LocalStack), where not said. */
import type { Ids } from '../../core/ids.ts'
import type { LifecycleFilter, LifecycleRule } from '../buckets/lifecycle-rule.ts'
import { invalidArgument, invalidRequest, malformedXml } from '../errors/requests.ts'

const DAY_MS = 86_400_000
const MOST_RULES = 1000

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
  if (rule.Status === undefined || (Filter === undefined) === (Prefix === undefined)) {
    throw malformedXml()
  }
  if (Filter) checkFilter(Filter)
  if (noncurrent && Object.keys(noncurrent).length === 0) throw malformedXml()
  if (Expiration) checkExpiration(Expiration)
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
  const keys = (filter.And?.Tags ?? []).map(({ Key }) => Key)
  if (new Set(keys).size < keys.length) throw invalidRequest('Duplicate Tag Keys are not allowed.')
}

function checkExpiration(expiration: NonNullable<LifecycleRule['Expiration']>): void {
  const { Date: date, Days } = expiration
  if (Object.keys(expiration).length !== 1) throw malformedXml()
  if (Days !== undefined && !(Days > 0)) {
    // Seen: public reports quote S3.
    throw invalidArgument("'Days' for Expiration action must be a positive integer", 'Days', Days)
  }
  if (date && date.getTime() % DAY_MS !== 0) {
    throw invalidArgument("'Date' must be at midnight GMT", 'Date', date.toString())
  }
}
