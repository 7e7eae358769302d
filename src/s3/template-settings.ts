/** Settings of buckets, from the form of templates to that of S3's operations. */
import { isObject } from '../core/json.ts'
import { isTrue, listIn, mapIn, pick } from '../core/cloudformation/properties.ts'
import type { ResourceProperties } from '../core/cloudformation/types.ts'

export const toCorsRule = (rule: ResourceProperties): object => ({
  ...(rule['Id'] !== undefined && { ID: rule['Id'] }),
  AllowedMethods: rule['AllowedMethods'],
  AllowedOrigins: rule['AllowedOrigins'],
  ...pick(rule, ['AllowedHeaders']),
  ...(rule['ExposedHeaders'] !== undefined && { ExposeHeaders: rule['ExposedHeaders'] }),
  ...(rule['MaxAge'] !== undefined && { MaxAgeSeconds: Number(rule['MaxAge']) }),
})

export const toWebsite = (website: ResourceProperties): object => ({
  ...(website['IndexDocument'] !== undefined && {
    IndexDocument: { Suffix: website['IndexDocument'] },
  }),
  ...(website['ErrorDocument'] !== undefined && {
    ErrorDocument: { Key: website['ErrorDocument'] },
  }),
  ...pick(website, ['RedirectAllRequestsTo']),
  ...(website['RoutingRules'] !== undefined && {
    RoutingRules: listIn(website, 'RoutingRules')
      .filter(isObject)
      .map((rule) => ({
        Redirect: rule['RedirectRule'],
        ...(rule['RoutingRuleCondition'] !== undefined && {
          Condition: rule['RoutingRuleCondition'],
        }),
      })),
  }),
})

const numbers = (
  given: ResourceProperties,
  names: Readonly<Record<string, string>>,
): Record<string, number> =>
  Object.fromEntries(
    Object.entries(names)
      .filter(([name]) => given[name] !== undefined)
      .map(([name, own]) => [own, Number(given[name])]),
  )

const date = (value: unknown): Date => new Date(String(value))

/**
 * Templates write what applies to objects flat; the API has structures.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-rule.html
 */
export function toLifecycleRule(rule: ResourceProperties): object {
  const expiration = {
    ...numbers(rule, { ExpirationInDays: 'Days' }),
    ...(rule['ExpirationDate'] !== undefined && { Date: date(rule['ExpirationDate']) }),
    ...(rule['ExpiredObjectDeleteMarker'] !== undefined && {
      ExpiredObjectDeleteMarker: isTrue(rule['ExpiredObjectDeleteMarker']),
    }),
  }
  const noncurrent = {
    ...numbers(rule, { NoncurrentVersionExpirationInDays: 'NoncurrentDays' }),
    ...numbers(mapIn(rule, 'NoncurrentVersionExpiration'), {
      NoncurrentDays: 'NoncurrentDays',
      NewerNoncurrentVersions: 'NewerNoncurrentVersions',
    }),
  }
  const abort = numbers(mapIn(rule, 'AbortIncompleteMultipartUpload'), {
    DaysAfterInitiation: 'DaysAfterInitiation',
  })
  const transitions = both(rule, 'Transition').map(toTransition)
  const noncurrentTransitions = both(rule, 'NoncurrentVersionTransition').map((one) => ({
    ...pick(one, ['StorageClass']),
    ...numbers(one, {
      TransitionInDays: 'NoncurrentDays',
      NewerNoncurrentVersions: 'NewerNoncurrentVersions',
    }),
  }))
  return {
    ...(rule['Id'] !== undefined && { ID: rule['Id'] }),
    Status: rule['Status'],
    Filter: filterOf(rule),
    ...(hasMembers(expiration) && { Expiration: expiration }),
    ...(hasMembers(noncurrent) && { NoncurrentVersionExpiration: noncurrent }),
    ...(hasMembers(abort) && { AbortIncompleteMultipartUpload: abort }),
    ...(transitions.length > 0 && { Transitions: transitions }),
    ...(noncurrentTransitions.length > 0 && {
      NoncurrentVersionTransitions: noncurrentTransitions,
    }),
  }
}

const hasMembers = (value: object): boolean => Object.keys(value).length > 0

/** `Transitions`, and the older `Transition`. */
const both = (rule: ResourceProperties, name: string): ResourceProperties[] =>
  [...listIn(rule, `${name}s`), ...listIn(rule, name)].filter(isObject)

const toTransition = (one: ResourceProperties): object => ({
  ...pick(one, ['StorageClass']),
  ...numbers(one, { TransitionInDays: 'Days' }),
  ...(one['TransitionDate'] !== undefined && { Date: date(one['TransitionDate']) }),
})

/** A filter of several parts has them in `And`. */
function filterOf(rule: ResourceProperties): object {
  const tags = listIn(rule, 'TagFilters')
    .filter(isObject)
    .map((tag) => pick(tag, ['Key', 'Value']))
  const plain = {
    ...pick(rule, ['Prefix']),
    ...numbers(rule, {
      ObjectSizeGreaterThan: 'ObjectSizeGreaterThan',
      ObjectSizeLessThan: 'ObjectSizeLessThan',
    }),
  }
  const parts = Object.keys(plain).length + tags.length
  if (parts === 0) return { Prefix: '' }
  if (parts > 1) return { And: { ...plain, ...(tags.length > 0 && { Tags: tags }) } }
  return tags.length > 0 ? { Tag: tags[0] } : plain
}

/** Undefined for a bucket whose template does not speak of encryption. */
export function toEncryption(given: ResourceProperties): object | undefined {
  const rules = listIn(given, 'ServerSideEncryptionConfiguration').filter(isObject)
  if (rules.length === 0) return undefined
  return {
    Rules: rules.map((rule) => ({
      ApplyServerSideEncryptionByDefault: pick(mapIn(rule, 'ServerSideEncryptionByDefault'), [
        'SSEAlgorithm',
        'KMSMasterKeyID',
      ]),
      ...(rule['BucketKeyEnabled'] !== undefined && {
        BucketKeyEnabled: isTrue(rule['BucketKeyEnabled']),
      }),
    })),
  }
}
