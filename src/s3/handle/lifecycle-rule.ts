/** The rules of a lifecycle, as `createBucket` takes them. */
import { checkNames } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { withoutUndefined } from '../../core/without-undefined.ts'
import { toMilliseconds, type Duration } from '../../core/time/duration.ts'
import type { BucketLifecycleRule } from './options.ts'

/** S3 counts in days. */
export function days(duration: Duration | undefined, option: string): number | undefined {
  if (duration === undefined) return undefined
  const count = toMilliseconds(duration, option) / 86_400_000
  if (Number.isInteger(count)) return count
  throw new MisuseError(`${option} is ${String(duration)}.`, "whole days, such as '30d'")
}

const RULE_NAMES = [
  'id',
  'enabled',
  'prefix',
  'tagFilters',
  'objectSizeGreaterThan',
  'objectSizeLessThan',
  'expiration',
  'expirationDate',
  'expiredObjectDeleteMarker',
  'noncurrentVersionExpiration',
  'noncurrentVersionsToRetain',
  'abortIncompleteMultipartUploadAfter',
  'transitions',
]

export function toLifecycleRule(rule: BucketLifecycleRule, caller: string): object {
  checkNames(rule, caller, RULE_NAMES, 'member of a lifecycle rule')
  const expiration = withoutUndefined({
    Days: days(rule.expiration, 'expiration'),
    Date: rule.expirationDate,
    ExpiredObjectDeleteMarker: rule.expiredObjectDeleteMarker,
  })
  const noncurrent = withoutUndefined({
    NoncurrentDays: days(rule.noncurrentVersionExpiration, 'noncurrentVersionExpiration'),
    NewerNoncurrentVersions: rule.noncurrentVersionsToRetain,
  })
  const abort = days(
    rule.abortIncompleteMultipartUploadAfter,
    'abortIncompleteMultipartUploadAfter',
  )
  return withoutUndefined({
    ID: rule.id,
    Status: rule.enabled === false ? 'Disabled' : 'Enabled',
    Filter: toFilter(rule),
    Expiration: given(expiration),
    NoncurrentVersionExpiration: given(noncurrent),
    AbortIncompleteMultipartUpload:
      abort === undefined ? undefined : { DaysAfterInitiation: abort },
    Transitions: rule.transitions?.map(({ storageClass, transitionAfter, transitionDate }) =>
      withoutUndefined({
        StorageClass: storageClass,
        Days: days(transitionAfter, 'transitionAfter'),
        Date: transitionDate,
      }),
    ),
  })
}

const given = <Members extends object>(members: Members): Members | undefined =>
  Object.keys(members).length > 0 ? members : undefined

/** AWS: intro-lifecycle-filters.html: several conditions stand in `And`. */
function toFilter(rule: BucketLifecycleRule): object {
  const tags = Object.entries(rule.tagFilters ?? {}).map(([Key, Value]) => ({ Key, Value }))
  const conditions = withoutUndefined({
    Prefix: rule.prefix,
    ObjectSizeGreaterThan: rule.objectSizeGreaterThan,
    ObjectSizeLessThan: rule.objectSizeLessThan,
  })
  const count = Object.keys(conditions).length + tags.length
  if (count > 1) return { And: { ...conditions, ...(tags.length > 0 && { Tags: tags }) } }
  const [Tag] = tags
  if (Tag) return { Tag }
  return count === 0 ? { Prefix: '' } : conditions
}
