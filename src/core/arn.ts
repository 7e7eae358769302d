/**
 * ARNs, and the partitions that they begin with.
 *
 * AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */

/** The parts of an ARN: `arn:aws:lambda:us-east-1:123456789012:function:place`. */
export interface Arn {
  readonly partition: string
  readonly service: string
  readonly region: string
  readonly account: string
  readonly resource: string
}

// AWS:
// https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
// The region prefixes: partitions.json of the SDK (@aws-sdk/core, util-endpoints).
const PARTITIONS: readonly (readonly [regions: string, partition: string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
  ['eusc-', 'aws-eusc'],
]

/** Every delivery builds or reads an ARN, and nearly all of them are of one region. */
const partitions = new Map<string, string>()

/** Returns the partition of a region: `aws`, except in China, GovCloud and similar regions. */
export function partitionOf(region: string): string {
  let partition = partitions.get(region)
  if (partition === undefined) {
    partition = PARTITIONS.find(([regions]) => region.startsWith(regions))?.[1] ?? 'aws'
    // Names of regions are few, unless somebody makes them up.
    if (partitions.size < 100) partitions.set(region, partition)
  }
  return partition
}

/** Formats an ARN in the region's partition. */
export const formatArn = (
  service: string,
  region: string,
  account: string,
  resource: string,
): string => `arn:${partitionOf(region)}:${service}:${region}:${account}:${resource}`

/** The parts of ARNs that were read: every publication, and every delivery, reads one or more. */
const read = new Map<string, Arn>()
const MOST_READ = 1_000

/** Returns the parts of an ARN, or undefined if `text` is not an ARN. */
export function parseArn(text: string): Arn | undefined {
  const known = read.get(text)
  if (known) return known
  const arn = readArn(text)
  if (arn) {
    if (read.size >= MOST_READ) read.clear()
    read.set(text, arn)
  }
  return arn
}

function readArn(text: string): Arn | undefined {
  if (!text.startsWith('arn:')) return undefined
  const service = text.indexOf(':', 4) + 1
  const region = service && text.indexOf(':', service) + 1
  const account = region && text.indexOf(':', region) + 1
  const resource = account && text.indexOf(':', account) + 1
  if (resource === 0) return undefined
  return {
    partition: text.slice(4, service - 1),
    service: text.slice(service, region - 1),
    region: text.slice(region, account - 1),
    account: text.slice(account, resource - 1),
    resource: text.slice(resource),
  }
}
