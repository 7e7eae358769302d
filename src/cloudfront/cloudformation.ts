/**
 * CloudFront's types in templates.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_CloudFront.html
 */
import { isObject } from '../core/json.ts'
import {
  isTrue,
  mapIn,
  pick,
  tagChanges,
  tagList,
  tagsOf,
} from '../core/cloudformation/properties.ts'
import type {
  CreatedResource,
  ResourceProperties,
  ResourceRequest,
  ResourceType,
  ResourceTypes,
} from '../core/cloudformation/types.ts'
import { toDistributionConfig, withQuantities } from './template-config.ts'

type Call = ResourceRequest['call']

const memberIn = (output: Record<string, unknown>, ...path: readonly string[]): string => {
  let at: unknown = output
  for (const name of path) at = isObject(at) ? at[name] : undefined
  return String(at)
}

function createDistribution(request: ResourceRequest): CreatedResource {
  const { properties, call, generateName, stackTags } = request
  const made = call('cloudfront', 'CreateDistributionWithTags', {
    DistributionConfigWithTags: {
      DistributionConfig: toDistributionConfig(request, generateName(128)),
      Tags: { Items: tagList(tagsOf(properties['Tags'], stackTags)) },
    },
  })
  const Id = memberIn(made, 'Distribution', 'Id')
  return { id: Id, attributes: { Id, DomainName: memberIn(made, 'Distribution', 'DomainName') } }
}

function deleteDistribution(call: Call, Id: string): void {
  const { DistributionConfig, ETag } = call('cloudfront', 'GetDistributionConfig', { Id })
  const config = { ...(DistributionConfig as object), Enabled: false }
  const off = call('cloudfront', 'UpdateDistribution', {
    Id,
    IfMatch: ETag,
    DistributionConfig: config,
  })
  call('cloudfront', 'DeleteDistribution', { Id, IfMatch: off['ETag'] })
}

const DISTRIBUTION: ResourceType = {
  handles: ['DistributionConfig', 'Tags'],
  create: createDistribution,
  update(request) {
    const { id: Id, call, attributes } = request
    const now = call('cloudfront', 'GetDistributionConfig', { Id })
    const reference = memberIn(now, 'DistributionConfig', 'CallerReference')
    call('cloudfront', 'UpdateDistribution', {
      Id,
      IfMatch: now['ETag'],
      DistributionConfig: toDistributionConfig(request, reference),
    })
    const tags = tagChanges(request)
    const Resource = memberIn(call('cloudfront', 'GetDistribution', { Id }), 'Distribution', 'ARN')
    if (tags && Object.keys(tags.added).length > 0)
      call('cloudfront', 'TagResource', { Resource, Tags: { Items: tagList(tags.added) } })
    if (tags && tags.removed.length > 0)
      call('cloudfront', 'UntagResource', { Resource, TagKeys: { Items: tags.removed } })
    return { id: Id, attributes }
  },
  delete: ({ id, call }) => deleteDistribution(call, id),
}

/** A policy, an access control or a key: a configuration of its own. */
function configured(
  name: string,
  toConfig: (config: ResourceProperties) => object = (config) => config,
): ResourceType {
  const member = `${name}Config`
  const configIn = (properties: ResourceProperties): object => toConfig(mapIn(properties, member))
  return {
    handles: [member],
    create({ properties, call }) {
      const made = call('cloudfront', `Create${name}`, { [member]: configIn(properties) })
      const Id = memberIn(made, name, 'Id')
      return { id: Id, attributes: { Id } }
    },
    update({ id: Id, properties, call, attributes }) {
      const { ETag } = call('cloudfront', `Get${name}`, { Id })
      const input = { Id, IfMatch: ETag, [member]: configIn(properties) }
      call('cloudfront', `Update${name}`, input)
      return { id: Id, attributes }
    },
    delete({ id: Id, call }) {
      const { ETag } = call('cloudfront', `Get${name}`, { Id })
      call('cloudfront', `Delete${name}`, { Id, IfMatch: ETag })
    },
  }
}

const functionConfigOf = (properties: ResourceProperties): object => ({
  FunctionConfig: { Comment: '', ...mapIn(properties, 'FunctionConfig') },
  FunctionCode: Buffer.from(String(properties['FunctionCode'] ?? '')),
})

function publish(call: Call, properties: ResourceProperties, Name: string, IfMatch: unknown): void {
  if (isTrue(properties['AutoPublish'])) call('cloudfront', 'PublishFunction', { Name, IfMatch })
}

const FUNCTION: ResourceType = {
  handles: ['Name', 'AutoPublish', 'FunctionCode', 'FunctionConfig', 'Tags'],
  meaningless: ['FunctionMetadata'],
  create({ properties, call, stackTags }) {
    const Name = String(properties['Name'])
    const made = call('cloudfront', 'CreateFunction', {
      Name,
      ...functionConfigOf(properties),
      Tags: { Items: tagList(tagsOf(properties['Tags'], stackTags)) },
    })
    publish(call, properties, Name, made['ETag'])
    const arn = memberIn(made, 'FunctionSummary', 'FunctionMetadata', 'FunctionARN')
    const Stage = isTrue(properties['AutoPublish']) ? 'LIVE' : 'DEVELOPMENT'
    const attributes = { FunctionARN: arn, 'FunctionMetadata.FunctionARN': arn, Stage }
    return { id: arn, attributes }
  },
  update({ id, properties, call, attributes }) {
    const Name = String(properties['Name'])
    const { ETag } = call('cloudfront', 'DescribeFunction', { Name })
    const input = { Name, IfMatch: ETag, ...functionConfigOf(properties) }
    const changed = call('cloudfront', 'UpdateFunction', input)
    publish(call, properties, Name, changed['ETag'])
    return { id, attributes }
  },
  delete({ properties, call }) {
    const Name = String(properties['Name'])
    const { ETag } = call('cloudfront', 'DescribeFunction', { Name })
    call('cloudfront', 'DeleteFunction', { Name, IfMatch: ETag })
  },
}

const PARAMETERS = 'ParametersInCacheKeyAndForwardedToOrigin'

const toCachePolicy = (config: ResourceProperties): object => ({
  ...config,
  ...(config[PARAMETERS] !== undefined && {
    [PARAMETERS]: withQuantities(mapIn(config, PARAMETERS)),
  }),
})

export const resourceTypes: ResourceTypes = {
  'AWS::CloudFront::Distribution': DISTRIBUTION,
  'AWS::CloudFront::Function': FUNCTION,
  'AWS::CloudFront::CachePolicy': configured('CachePolicy', toCachePolicy),
  'AWS::CloudFront::OriginRequestPolicy': configured('OriginRequestPolicy', withQuantities),
  'AWS::CloudFront::ResponseHeadersPolicy': configured('ResponseHeadersPolicy', withQuantities),
  'AWS::CloudFront::OriginAccessControl': configured('OriginAccessControl'),
  'AWS::CloudFront::PublicKey': configured('PublicKey'),
  'AWS::CloudFront::KeyGroup': configured('KeyGroup', (config) =>
    pick(config, ['Name', 'Items', 'Comment']),
  ),
}
