/** Names, ARNs and URLs of queues. */
import { buildArn, parseArnOf, type ArnScope } from '../../core/resources/arn-form.ts'
import { partitionOf } from '../../core/arn.ts'
import { isValidName } from '../../core/resources/fifo-name.ts'
import { QUEUE_KIND } from '../../core/resources/kinds.ts'
import { invalidAddress, invalidValue, queueDoesNotExist } from '../errors.ts'
import { MAX_NAME } from '../limits.ts'

export const arnOf = (scope: ArnScope, name: string): string =>
  buildArn(QUEUE_KIND.arn, scope, name)

/** Returns the name in an ARN of this region and account, or undefined. */
export function nameInArn(scope: ArnScope, arn: string): string | undefined {
  const prefix = arnOf(scope, '')
  return arn.startsWith(prefix) && arn !== prefix ? arn.slice(prefix.length) : undefined
}

// AWS: the endpoint rules of the SDK, by partition.
const SUFFIXES: Readonly<Record<string, string>> = {
  'aws-cn': 'amazonaws.com.cn',
  'aws-iso': 'c2s.ic.gov',
  'aws-iso-b': 'sc2s.sgov.gov',
  'aws-iso-e': 'cloud.adc-e.uk',
  'aws-iso-f': 'csp.hci.ic.gov',
  'aws-eusc': 'amazonaws.eu',
}

/** `https://sqs.us-east-1.amazonaws.com/123456789012/jobs` */
export function urlOf({ region, accountId }: ArnScope, name: string): string {
  const suffix = SUFFIXES[partitionOf(region)] ?? 'amazonaws.com'
  return `https://sqs.${region}.${suffix}/${accountId}/${name}`
}

/** A queue, as a QueueUrl names it. */
export interface QueueAddress {
  readonly name: string
  /** The region in the host, if the host is AWS's. */
  readonly region: string | undefined
}

const URL_FORM = /^https?:\/\/([^/:]+)(?::\d+)?\/(\d{12})\/([\w-]+(?:\.fifo)?)\/?$/
const REGION_IN_HOST = /^(?:sqs|queue)\.([a-z\d-]+)\.|^([a-z\d-]+)\.queue\./

/**
 * Returns the queue of a QueueUrl.
 *
 * Recorded: test_posting_to_queue_via_queue_name: the name alone is a QueueUrl.
 */
export function parseQueueUrl({ accountId }: ArnScope, url: string): QueueAddress {
  if (/^[\w-]+(\.fifo)?$/.test(url)) return { name: url, region: undefined }
  const [, host = '', account, name] = URL_FORM.exec(url) ?? []
  if (name === undefined) throw invalidAddress(url)
  // Queues of other accounts are not simulated, so this account has no permission to see them.
  if (account !== accountId) throw queueDoesNotExist()
  const [, region, legacy] = REGION_IN_HOST.exec(host) ?? []
  return { name, region: region ?? legacy }
}

/**
 * Checks the name of a new queue.
 *
 * Recorded: test_create_fifo_queue_with_..., test_disallow_queue_name_with_slashes (the code).
 */
export function checkName(name: string, isFifo: boolean): void {
  if (isValidName(name, { isFifo, most: MAX_NAME })) return
  throw invalidValue(
    isFifo
      ? `The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to ${MAX_NAME} in length.`
      : `Can only include alphanumeric characters, hyphens, or underscores. 1 to ${MAX_NAME} in length`,
  )
}

/** The name in an ARN of any region and account. Undefined for any other value. */
export const nameInAnyArn = (arn: unknown): string | undefined =>
  typeof arn === 'string' ? parseArnOf(QUEUE_KIND.arn, arn)?.name : undefined
