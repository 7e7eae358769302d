/**
 * The form of the ARNs of one type of resource. Each service declares one form per type, so that
 * building, parsing and the check for another region or account work the same everywhere.
 *
 * AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html, and each service's
 * "Resource types defined by" page of the Service Authorization Reference.
 */
import { parseArn, partitionOf, type Arn } from '../arn.ts'

/** The region and account that an ARN is built for. The options of a world are one. */
export interface ArnScope {
  readonly region: string
  readonly accountId: string
}

export interface ArnForm {
  /** The service's name in ARNs: `sqs`, `cognito-idp`, `execute-api`. */
  readonly service: string
  /**
   * `function`, `table`, `role`. Absent if the resource is the bare name: queues, topics, buckets.
   */
  readonly type?: string
  /** Between type and name. Default `/`. */
  readonly separator?: '/' | ':'
  /**
   * Whether the ARN names region and account. Default both. IAM and CloudFront name only the
   * account, API Gateway only the region, S3 neither.
   */
  readonly scope?: 'both' | 'account' | 'region' | 'neither'
  /**
   * Separates the name from a qualifier: the version of a function (`:`), the key of an object
   * (`/`). If absent, names have no qualifier and may contain both separators.
   */
  readonly qualifier?: '/' | ':'
}

/** An ARN of a known form. */
export interface ResourceArn extends Arn {
  readonly name: string
  /** Follows the name: a function's version or alias, a subscription's id, an object's key. */
  readonly qualifier: string | undefined
}

/** The part of an ARN before the resource's name. */
function prefixOf(
  { service, type, separator = '/', scope = 'both' }: ArnForm,
  of: ArnScope,
): string {
  const region = scope === 'both' || scope === 'region' ? of.region : ''
  const account = scope === 'both' || scope === 'account' ? of.accountId : ''
  const path = type === undefined ? '' : `${type}${separator}`
  return `arn:${partitionOf(of.region)}:${service}:${region}:${account}:${path}`
}

/** `buildArn({ service: 'sns', qualifier: ':' }, world.options, 'orders-placed')` */
export const buildArn = (
  form: ArnForm,
  scope: ArnScope,
  name: string,
  qualifier?: string,
): string =>
  qualifier === undefined
    ? prefixOf(form, scope) + name
    : `${prefixOf(form, scope)}${name}${form.qualifier ?? ':'}${qualifier}`

/**
 * Returns the parts of an ARN of this form. Undefined for other text, other services' ARNs and
 * other types of resource.
 */
export function parseArnOf(form: ArnForm, text: string): ResourceArn | undefined {
  const arn = parseArn(text)
  if (arn?.service !== form.service) return undefined
  const path = form.type === undefined ? '' : `${form.type}${form.separator ?? '/'}`
  if (!arn.resource.startsWith(path)) return undefined
  const rest = arn.resource.slice(path.length)
  const at = form.qualifier === undefined ? -1 : rest.indexOf(form.qualifier)
  const name = at < 0 ? rest : rest.slice(0, at)
  if (name === '') return undefined
  const { partition, service, region, account, resource } = arn
  const qualifier = at < 0 ? undefined : rest.slice(at + 1)
  return { partition, service, region, account, resource, name, qualifier }
}

/**
 * Returns the first part of an ARN that differs from `here`. Parts that the ARN leaves empty (S3,
 * IAM) do not differ.
 */
export function foreignPart(
  arn: Arn,
  here: ArnScope,
): 'partition' | 'region' | 'account' | undefined {
  if (arn.partition !== partitionOf(here.region)) return 'partition'
  if (arn.region !== '' && arn.region !== here.region) return 'region'
  if (arn.account !== '' && arn.account !== here.accountId) return 'account'
  return undefined
}

/** Returns whether an ARN names another partition, region or account. */
export const isForeign = (arn: Arn, here: ArnScope): boolean => foreignPart(arn, here) !== undefined

/**
 * The split resource part of an ARN: `role/service-role/x` is a `role` with the id
 * `service-role/x`.
 */
export interface ResourcePath {
  /** Undefined if the resource is a bare name. */
  readonly type: string | undefined
  readonly separator: '/' | ':' | undefined
  readonly id: string
}

/** Splits the resource of an ARN of unknown form at its first separator. */
export function splitResource(resource: string): ResourcePath {
  // '/restapis/abc': API Gateway's types begin with a slash.
  const at = resource.slice(1).search(/[/:]/) + 1
  if (at === 0) return { type: undefined, separator: undefined, id: resource }
  const separator = resource[at] === ':' ? ':' : '/'
  return { type: resource.slice(0, at), separator, id: resource.slice(at + 1) }
}
