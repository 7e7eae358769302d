/** `createDistribution`, and the look-up of distributions. */
import { isServiceError, MisuseError } from '../../core/errors.ts'
import { existingResource, missingResource, worldOfRegion } from '../../core/handles/look-up.ts'
import { runQuietly } from '../../core/handles/run-quietly.ts'
import { parseArnOf } from '../../core/resources/arn-form.ts'
import { toMilliseconds } from '../../core/time/duration.ts'
import { resolveWorld } from '../../core/world/context.ts'
import { isStale } from '../../core/world/generation.ts'
import type { World } from '../../core/world/world.ts'
import {
  itemsOf,
  type CustomErrorResponse,
  type DistributionConfig,
  type ListOf,
} from '../distributions/config.ts'
import type { Distribution as StoredDistribution } from '../distributions/distribution.ts'
import { findByHost } from '../distributions/find.ts'
import { distributionArn, DISTRIBUTION_KIND } from '../distributions/names.ts'
import { operations } from '../operations/index.ts'
import { cloudfront } from '../service.ts'
import type { CloudFrontState } from '../state.ts'
import { Builder } from './builder.ts'
import { Distribution } from './distribution.ts'
import { checkOptions, type DistributionOptions, type ErrorResponse } from './options.ts'
import { toBehavior } from './to-behaviors.ts'
import { Origins } from './to-origins.ts'

/**
 * Creates a CloudFront distribution. It belongs to the region that this code runs in, to the option
 * `region`, or to the default region. Leaves no record: it belongs to the test's set-up.
 * AWS: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Introduction.html
 *
 * @throws MisuseError for options that CloudFront does not accept, and for an origin that leads back
 *   to the distribution
 * @example
 * import { createBucket, createDistribution } from 'miniregion'
 *
 * const photos = createBucket('photos').seed({ 'a.txt': 'one' })
 * const cdn = createDistribution({ origin: photos, ttl: '1h' })
 * await cdn.fetch('/a.txt', { from: 'FRA' })
 * console.log(cdn.requests.at(-1)?.result) // 'Miss'
 */
export const createDistribution = (options: DistributionOptions): Distribution =>
  createDistributionIn(worldOfRegion(options.region, 'createDistribution()'), options)

export function createDistributionIn(home: World, options: DistributionOptions): Distribution {
  const world = resolveWorld(home).main
  world.checkWritable()
  const caller = `createDistribution(${options.name === undefined ? '' : `'${options.name}'`})`
  checkOptions(options, caller)
  const state = world.state(cloudfront)
  removeStale(state, world, options)
  const builder = new Builder(world, state, caller)
  try {
    const config = toConfig(builder, options)
    const id = create(builder, config)
    declare(builder, id, options)
    return new Distribution(world, id)
  } catch (error) {
    builder.undo()
    throw error
  }
}

/** What an earlier test file declared under the same names makes room. */
function removeStale(
  state: CloudFrontState,
  world: World,
  { name, domainNames = [] }: DistributionOptions,
): void {
  for (const distribution of [...state.distributions.values()]) {
    const isNamesake = name !== undefined && distribution.name === name
    const sharesAlias = itemsOf(distribution.config.Aliases).some((alias) =>
      domainNames.includes(alias),
    )
    if (!isNamesake && !sharesAlias) continue
    if (isStale(distribution, world)) state.distributions.delete(distribution.id)
    else if (isNamesake) {
      throw existingResource('a distribution', name, `region.distribution('${name}')`)
    }
  }
}

const listOf = <Item>(items: readonly Item[]): ListOf<Item> => ({
  Quantity: items.length,
  Items: items,
})

function toConfig(builder: Builder, options: DistributionOptions): DistributionConfig {
  const { origin, additionalBehaviors = {}, domainNames = [], defaultRootObject } = options
  const { enabled = true, comment = '', cacheTagHeader } = options
  const origins = new Origins(builder)
  const DefaultCacheBehavior = toBehavior(builder, options, {
    TargetOriginId: origins.idOf(origin),
  })
  const behaviors = Object.entries(additionalBehaviors).map(([PathPattern, behavior]) => {
    const TargetOriginId = origins.idOf(behavior.origin ?? origin)
    return toBehavior(builder, behavior, { PathPattern, TargetOriginId })
  })
  const { options: facts } = builder.world
  const certificate = `arn:aws:acm:us-east-1:${facts.accountId}:certificate/${builder.prefix}`
  const errors = Object.entries(options.errorResponses ?? {}).map(toErrorResponse)
  return {
    CallerReference: builder.prefix,
    Comment: comment,
    Enabled: enabled,
    Origins: listOf(origins.origins),
    ...(origins.groups.length > 0 && { OriginGroups: listOf(origins.groups) }),
    DefaultCacheBehavior,
    CacheBehaviors: listOf(behaviors),
    ...(errors.length > 0 && { CustomErrorResponses: listOf(errors) }),
    ...(domainNames.length > 0 && {
      Aliases: listOf(domainNames),
      ViewerCertificate: { ACMCertificateArn: certificate, SSLSupportMethod: 'sni-only' },
    }),
    ...(defaultRootObject !== undefined && { DefaultRootObject: defaultRootObject }),
    ...(cacheTagHeader !== undefined && { CacheTagConfig: { HeaderName: cacheTagHeader } }),
  }
}

const toErrorResponse = ([code, given]: [string, ErrorResponse]): CustomErrorResponse => ({
  ErrorCode: Number(code),
  ...(given.page !== undefined && {
    ResponsePagePath: given.page,
    ResponseCode: String(given.status ?? code),
  }),
  ...(given.ttl !== undefined && { ErrorCachingMinTTL: toMilliseconds(given.ttl, 'ttl') / 1000 }),
})

function create({ world, caller }: Builder, config: DistributionConfig): string {
  const { CreateDistribution } = operations
  try {
    const input = { DistributionConfig: config }
    const made =
      CreateDistribution && (runQuietly(world, cloudfront, CreateDistribution, input) as Made)
    return made?.Distribution.Id ?? ''
  } catch (error) {
    if (!isServiceError(error)) throw error
    throw new MisuseError(`${caller} was refused: ${error.message}`, 'what CloudFront takes')
  }
}

interface Made {
  readonly Distribution: { readonly Id: string }
}

/** Lets a reset keep the distribution, and its buckets' policies let it read. */
function declare(
  { world, state, bucketsToOpen }: Builder,
  id: string,
  options: DistributionOptions,
): void {
  const made = state.distributions.get(id)
  if (!made) return
  const named: StoredDistribution = {
    ...made,
    name: options.name,
    tags: new Map(Object.entries(options.tags ?? {})),
    isDeclared: true,
  }
  state.distributions.set(id, { ...named, declared: named })
  for (const bucket of bucketsToOpen) {
    world.ports.bucketOrigins?.allow(bucket, distributionArn(world, id))
  }
}

/**
 * Returns the handle of a distribution by its name, id, ARN, domain name or alias.
 *
 * @throws MisuseError when no distribution has it; the message suggests a similar name
 */
export function distributionHandle(home: World, text: string): Distribution {
  const world = resolveWorld(home).main
  const state = world.state(cloudfront)
  const id = parseArnOf(DISTRIBUTION_KIND.arn, text)?.name ?? text
  const found =
    state.distributions.get(id) ??
    findByHost(state, text) ??
    [...state.distributions.values()].find(({ name }) => name === text)
  if (found) return new Distribution(world, found.id)
  const names = [...state.distributions.values()].map(({ name, id: known }) => name ?? known)
  throw missingResource(DISTRIBUTION_KIND.noun, text, names)
}
