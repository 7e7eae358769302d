/**
 * Checks a distribution's configuration.
 *
 * AWS: API_CreateDistribution.html, API_UpdateDistribution.html ("Errors"). Unverified: the order.
 */
import { isObject } from '../../core/json.ts'
import type { World } from '../../core/world/world.ts'
import { model } from '../api/define-operation.ts'
import {
  aliasTaken,
  certificateMissing,
  inconsistentQuantities,
  invalidArgument,
  invalidOrigin,
  notFound,
  originNotFound,
  rootObjectInvalid,
  tooMany,
  ttlOrder,
} from '../errors.ts'
import * as limits from '../limits.ts'
import { findPolicies } from '../policies/find.ts'
import type { CloudFrontState } from '../state.ts'
import { isBucketHost } from '../distributions/bucket-hosts.ts'
import { checkAssociations } from './check-associations.ts'
import { checkLoops } from './check-loops.ts'
import {
  behaviorsOf,
  itemsOf,
  type CacheBehavior,
  type DistributionConfig,
  type Origin,
} from '../distributions/config.ts'
import type { Distribution } from '../distributions/distribution.ts'

/** `own`: the distribution that is updated. */
export function checkConfig(
  world: World,
  state: CloudFrontState,
  config: DistributionConfig,
  own: Distribution | undefined,
): void {
  checkQuantities(config)
  const origins = itemsOf(config.Origins)
  if (origins.length > limits.MAX_ORIGINS) throw tooMany('TooManyOrigins', 'origins')
  if (itemsOf(config.CacheBehaviors).length > limits.MAX_BEHAVIORS) {
    throw tooMany('TooManyCacheBehaviors', 'cache behaviors')
  }
  for (const origin of origins) checkOrigin(state, origin)
  const ids = origins.map(({ Id }) => Id)
  if (new Set(ids).size !== ids.length) throw invalidArgument('The origin ids are not unique.')
  checkGroups(config, ids)
  const targets = new Set([...ids, ...itemsOf(config.OriginGroups).map(({ Id }) => Id)])
  for (const behavior of behaviorsOf(config)) {
    if (!targets.has(behavior.TargetOriginId)) throw originNotFound()
    checkBehavior(world, state, behavior)
  }
  if (config.DefaultRootObject?.startsWith('/') === true) throw rootObjectInvalid()
  checkErrorResponses(config)
  checkAliases(state, config, own)
  checkLoops(state, config, own)
}

/** Every list says how many items it has. */
function checkQuantities(value: unknown): void {
  if (Array.isArray(value)) for (const item of value as readonly unknown[]) checkQuantities(item)
  if (!isObject(value) || value instanceof Date) return
  const { Quantity, Items } = value
  if (typeof Quantity === 'number') {
    const count = Array.isArray(Items) ? Items.length : 0
    if (count !== Quantity) throw inconsistentQuantities()
  }
  for (const member of Object.values(value)) checkQuantities(member)
}

function checkOrigin(state: CloudFrontState, origin: Origin): void {
  const { S3OriginConfig, CustomOriginConfig, DomainName, OriginPath = '' } = origin
  if (S3OriginConfig && CustomOriginConfig) {
    throw invalidOrigin(
      'You must specify either a CustomOrigin or an S3Origin. You cannot specify both.',
    )
  }
  if (!CustomOriginConfig && !isBucketHost(DomainName)) {
    throw invalidArgument('The parameter Origin DomainName does not refer to a valid S3 bucket.')
  }
  if (/[/:\s]/.test(DomainName))
    throw invalidArgument('The parameter Origin DomainName is invalid.')
  if (OriginPath !== '' && !/^\/.*[^/]$/.test(OriginPath)) {
    throw invalidArgument(
      'The parameter OriginPath is invalid: it begins with a slash and does not end with one.',
    )
  }
  const { OriginAccessControlId: control = '' } = origin
  if (control !== '' && !state.accessControls.has(control))
    throw notFound('NoSuchOriginAccessControl')
}

function checkGroups({ OriginGroups }: DistributionConfig, origins: readonly string[]): void {
  const groups = itemsOf(OriginGroups)
  if (groups.length > limits.MAX_ORIGIN_GROUPS) {
    throw tooMany('TooManyOriginGroupsPerDistribution', 'origin groups')
  }
  for (const { Members } of groups) {
    const members = itemsOf(Members).map(({ OriginId }) => OriginId)
    // AWS: API_OriginGroupMembers.html: two.
    if (members.length !== 2) throw invalidArgument('An origin group has two members.')
    if (!members.every((id) => origins.includes(id))) throw originNotFound()
  }
}

function checkBehavior(world: World, state: CloudFrontState, behavior: CacheBehavior): void {
  const { CachePolicyId, OriginRequestPolicyId, ResponseHeadersPolicyId } = behavior
  const { ForwardedValues, TrustedKeyGroups, AllowedMethods } = behavior
  const policies = findPolicies(state, behavior)
  if (CachePolicyId) {
    if (!policies.cache) throw notFound('NoSuchCachePolicy')
    if (ForwardedValues) {
      throw invalidArgument(
        'The parameter ForwardedValues cannot be used when a cache policy is associated to the cache behavior.',
      )
    }
  } else if (!ForwardedValues) throw invalidArgument('The parameter ForwardedValues is required.')
  if (OriginRequestPolicyId && !policies.originRequest) throw notFound('NoSuchOriginRequestPolicy')
  if (ResponseHeadersPolicyId && !policies.responseHeaders) {
    throw notFound('NoSuchResponseHeadersPolicy')
  }
  if (!CachePolicyId) {
    const { MinTTL = 0, DefaultTTL = 86_400, MaxTTL = 31_536_000 } = behavior
    if (MinTTL > DefaultTTL || DefaultTTL > MaxTTL) throw ttlOrder()
  }
  // AWS: DownloadDistValuesCacheBehavior.html: three sets of methods.
  const methods = itemsOf(AllowedMethods)
  if (methods.length > 0 && ![2, 3, 7].includes(new Set(methods).size)) {
    throw invalidArgument('The parameter AllowedMethods contains methods that are not supported.')
  }
  const groups = itemsOf(TrustedKeyGroups)
  if (groups.some((id) => !state.keyGroups.has(id))) {
    throw model.error('TrustedKeyGroupDoesNotExist', "The specified key group doesn't exist.")
  }
  checkAssociations(world, state, behavior)
}

/** AWS: GeneratingCustomErrorResponses.html#custom-error-pages-procedure: the codes. */
const ERROR_CODES: ReadonlySet<number> = new Set([
  ...[400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504],
])

function checkErrorResponses({ CustomErrorResponses }: DistributionConfig): void {
  for (const { ErrorCode, ResponsePagePath, ResponseCode } of itemsOf(CustomErrorResponses)) {
    if (!ERROR_CODES.has(ErrorCode)) {
      throw model.error('InvalidErrorCode', 'An invalid error code was specified.')
    }
    const hasPage = ResponsePagePath !== undefined && ResponsePagePath !== ''
    if (hasPage !== (ResponseCode !== undefined && ResponseCode !== '')) {
      throw invalidArgument('ResponsePagePath and ResponseCode must be specified together.')
    }
    if (hasPage && !ResponsePagePath.startsWith('/')) {
      throw invalidArgument('The parameter ResponsePagePath is invalid.')
    }
  }
}

function checkAliases(
  state: CloudFrontState,
  { Aliases, ViewerCertificate }: DistributionConfig,
  own: Distribution | undefined,
): void {
  const aliases = itemsOf(Aliases)
  if (aliases.length === 0) return
  if (aliases.length > limits.MAX_ALIASES) throw tooMany('TooManyDistributionCNAMEs', 'CNAMEs')
  const certificate = (ViewerCertificate ?? {}) as Readonly<Record<string, unknown>>
  if (!certificate['ACMCertificateArn'] && !certificate['IAMCertificateId']) {
    throw certificateMissing()
  }
  for (const { id, config } of state.distributions.values()) {
    if (id === own?.id) continue
    if (itemsOf(config.Aliases).some((alias) => aliases.includes(alias))) throw aliasTaken()
  }
}
