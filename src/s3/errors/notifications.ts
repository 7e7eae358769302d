/** Errors about notifications. One factory per wording. */
import type { ServiceError } from '../../core/errors.ts'
import { invalidArgument, s3Error } from './requests.ts'

// Recorded: S3.md, section 11.
export const unparsableArn = (element: string, arn: string): ServiceError =>
  invalidArgument('The ARN could not be parsed', element, arn)

// Recorded: s3-n-8.
export const badFilterName = (name: string): ServiceError =>
  invalidArgument('filter rule name must be either prefix or suffix', 'FilterRule.Name', name)

// Recorded by peers (LocalStack): the message. Unverified: the argument.
export const emptyFilterValue = (): ServiceError =>
  invalidArgument('filter value cannot be empty', 'FilterRule.Value', '')

// Recorded by peers (MinIO): the messages, here and below. Unverified: the arguments.
export const longFilterValue = (value: string): ServiceError =>
  invalidArgument(
    'Size of filter rule value cannot exceed 1024 bytes in UTF-8 representation',
    'FilterRule.Value',
    value,
  )

export const severalFilterRules = (name: 'Prefix' | 'Suffix'): ServiceError =>
  s3Error('InvalidArgument', `Cannot specify more than one ${name.toLowerCase()} rule in a filter.`)

// Seen: public reports quote S3.
export const sharedId = (): ServiceError =>
  s3Error('InvalidArgument', 'Same ID used for multiple configurations. IDs must be unique.')

// Seen: public reports quote S3. Unverified: the argument, here and below.
export const unknownEvent = (event: string): ServiceError =>
  invalidArgument('A specified event is not supported for notifications.', 'Event', event)

// Seen: public reports quote S3.
export const eventShared = (): ServiceError =>
  s3Error(
    'InvalidArgument',
    'Configurations overlap. Configurations on the same bucket cannot share a common event type.',
  )

// Seen: public reports quote S3.
export const filtersOverlap = (): ServiceError =>
  s3Error(
    'InvalidArgument',
    'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.',
  )

// Seen: public reports quote S3.
export const destinationElsewhere = (): ServiceError =>
  s3Error(
    'InvalidArgument',
    'The notification destination service region is not valid for the bucket location constraint',
  )

/** A destination that S3 cannot use, and why. */
export interface DestinationFlaw {
  readonly name: string
  readonly value: string
}

// Recorded: s3-n-9. The fields are numbered.
export const invalidDestinations = (flaws: readonly DestinationFlaw[]): ServiceError =>
  s3Error('InvalidArgument', 'Unable to validate the following destination configurations', {
    fields: Object.fromEntries(
      flaws.flatMap(({ name, value }, index) => [
        [`ArgumentName${index + 1}`, name],
        [`ArgumentValue${index + 1}`, value],
      ]),
    ),
  })
