/** Distributions. AWS: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Operations.html */
import { NO_TAGS, type Tags } from '../../core/resources/tags.ts'
import type { CallContext, Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { removeWhere } from '../cache/store.ts'
import { checkConfig } from '../checks/check-config.ts'
import type { DistributionConfig } from '../distributions/config.ts'
import { withDefaults } from '../distributions/defaults.ts'
import type { Distribution } from '../distributions/distribution.ts'
import { findDistribution } from '../distributions/existing.ts'
import { newDistributionId, newDomainName, newETag } from '../distributions/names.ts'
import { showDistribution, summarize } from '../distributions/show.ts'
import { distributionExists, invalidArgument, notDisabled } from '../errors.ts'
import { listOf, type PageInput } from '../resources/page.ts'
import { checkETag } from '../resources/preconditions.ts'
import type { CloudFrontState } from '../state.ts'
import { HANDLED_CONFIG, refuseMeant } from './handled-config.ts'
import { tagsIn, type TagsInput } from './tags.ts'

const configHandles = (prefix: string): readonly string[] =>
  HANDLED_CONFIG.map((name) => `${prefix}.${name}`)

function create(
  state: CloudFrontState,
  config: DistributionConfig,
  tags: Tags,
  { world }: CallContext,
  operation: string,
): object {
  refuseMeant(config, operation)
  for (const other of state.distributions.values()) {
    if (other.config.CallerReference === config.CallerReference) throw distributionExists(other.id)
  }
  checkConfig(world, state, config, undefined)
  const distribution: Distribution = {
    id: newDistributionId(world),
    domainName: newDomainName(world),
    name: undefined,
    eTag: newETag(world),
    config: withDefaults(config),
    modifiedAt: world.clock.now(),
    tags,
    generation: world.generation,
    isDeclared: false,
    declared: undefined,
  }
  state.distributions.set(distribution.id, distribution)
  return {
    Distribution: showDistribution(world, state.keyGroups, distribution, 'InProgress'),
    Location: `https://cloudfront.amazonaws.com/2020-05-31/distribution/${distribution.id}`,
    ETag: distribution.eTag,
  }
}

const createDistribution = defineOperation({
  name: 'CreateDistribution',
  handles: configHandles('DistributionConfig'),
  run: (
    state: CloudFrontState,
    { DistributionConfig: config }: { readonly DistributionConfig: DistributionConfig },
    context,
  ) => create(state, config, NO_TAGS, context, 'CreateDistribution'),
})

const createDistributionWithTags = defineOperation({
  name: 'CreateDistributionWithTags',
  handles: [
    ...configHandles('DistributionConfigWithTags.DistributionConfig'),
    'DistributionConfigWithTags.Tags',
  ],
  run(
    state: CloudFrontState,
    input: {
      readonly DistributionConfigWithTags: {
        readonly DistributionConfig: DistributionConfig
        readonly Tags: TagsInput
      }
    },
    context,
  ) {
    const { DistributionConfig: config, Tags: tags } = input.DistributionConfigWithTags
    return create(state, config, tagsIn(tags), context, 'CreateDistributionWithTags')
  },
})

interface ById {
  readonly Id: string
}

const getDistribution = defineOperation({
  name: 'GetDistribution',
  handles: ['Id'],
  run(state: CloudFrontState, { Id }: ById, { world }) {
    const distribution = findDistribution(state, Id)
    return {
      Distribution: showDistribution(world, state.keyGroups, distribution),
      ETag: distribution.eTag,
    }
  },
})

const getDistributionConfig = defineOperation({
  name: 'GetDistributionConfig',
  handles: ['Id'],
  run(state: CloudFrontState, { Id }: ById) {
    const { config, eTag } = findDistribution(state, Id)
    return { DistributionConfig: config, ETag: eTag }
  },
})

const updateDistribution = defineOperation({
  name: 'UpdateDistribution',
  handles: ['Id', 'IfMatch', ...configHandles('DistributionConfig')],
  run(
    state: CloudFrontState,
    input: ById & { readonly IfMatch?: string; readonly DistributionConfig: DistributionConfig },
    { world },
  ) {
    const { Id, IfMatch, DistributionConfig: config } = input
    refuseMeant(config, 'UpdateDistribution')
    const before = findDistribution(state, Id)
    checkETag(before.eTag, IfMatch)
    // AWS: API_UpdateDistribution.html. Unverified: code and wording.
    if (config.CallerReference !== before.config.CallerReference) {
      throw invalidArgument('The caller reference of a distribution cannot be changed.')
    }
    checkConfig(world, state, config, before)
    const changed: Distribution = {
      ...before,
      config: withDefaults(config),
      eTag: newETag(world),
      modifiedAt: world.clock.now(),
    }
    state.distributions.set(Id, changed)
    return {
      Distribution: showDistribution(world, state.keyGroups, changed, 'InProgress'),
      ETag: changed.eTag,
    }
  },
})

const deleteDistribution = defineOperation({
  name: 'DeleteDistribution',
  handles: ['Id', 'IfMatch'],
  run(state: CloudFrontState, { Id, IfMatch }: ById & { readonly IfMatch?: string }) {
    const distribution = findDistribution(state, Id)
    checkETag(distribution.eTag, IfMatch)
    if (distribution.config.Enabled) throw notDisabled()
    state.distributions.delete(Id)
    removeWhere(state, Id, () => true)
    return {}
  },
})

const listDistributions = defineOperation({
  name: 'ListDistributions',
  handles: ['Marker', 'MaxItems'],
  run(state: CloudFrontState, input: PageInput, { world }) {
    const all = [...state.distributions.values()]
    const show = (each: Distribution): object => summarize(world, each)
    return { DistributionList: listOf(all, input, ({ id }) => id, show) }
  },
})

export const distributionOperations: Readonly<Record<string, Operation<CloudFrontState>>> = {
  CreateDistribution: createDistribution,
  CreateDistributionWithTags: createDistributionWithTags,
  DeleteDistribution: deleteDistribution,
  GetDistribution: getDistribution,
  GetDistributionConfig: getDistributionConfig,
  ListDistributions: listDistributions,
  UpdateDistribution: updateDistribution,
}
