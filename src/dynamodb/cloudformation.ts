/**
 * DynamoDB's types in templates.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_DynamoDB.html
 */
import { isObject } from '../core/json.ts'
import {
  isTrue,
  listIn,
  mapIn,
  pick,
  tagList,
  tagsOf,
  textIn,
} from '../core/cloudformation/properties.ts'
import type {
  CreatedResource,
  ResourceProperties,
  ResourceRequest,
  ResourceTypes,
} from '../core/cloudformation/types.ts'
import { formatArn } from '../core/arn.ts'

/** The members of CreateTable that a table in a template has under the same name. */
const SAME = [
  ...['AttributeDefinitions', 'KeySchema', 'LocalSecondaryIndexes', 'BillingMode', 'TableClass'],
  ...['DeletionProtectionEnabled', 'OnDemandThroughput', 'WarmThroughput', 'VectorIndexes'],
]

/** Settings of an index that CreateTable does not take, and that mean nothing in a test. */
const withoutSettings = ({
  ContributorInsightsSpecification: _insights,
  KinesisStreamSpecification: _stream,
  ResourcePolicy: _policy,
  WriteProvisionedThroughputSettings: _write,
  ReadProvisionedThroughputSettings: _read,
  WriteOnDemandThroughputSettings: _onDemand,
  ReadOnDemandThroughputSettings: _readOnDemand,
  ...index
}: ResourceProperties): ResourceProperties => index

const indexesOf = (properties: ResourceProperties): object =>
  properties['GlobalSecondaryIndexes'] === undefined
    ? {}
    : {
        GlobalSecondaryIndexes: listIn(properties, 'GlobalSecondaryIndexes')
          .filter(isObject)
          .map(withoutSettings),
      }

/** In a template, the view type alone switches the stream on. */
const streamOf = (properties: ResourceProperties, isGlobal: boolean): object => {
  const view = textIn(mapIn(properties, 'StreamSpecification'), 'StreamViewType')
  // AWS: a global table with replicas has a stream of both images
  const type = view ?? (isGlobal ? 'NEW_AND_OLD_IMAGES' : undefined)
  return type === undefined
    ? {}
    : { StreamSpecification: { StreamEnabled: true, StreamViewType: type } }
}

const encryptionOf = (properties: ResourceProperties): object => {
  const { SSEEnabled: enabled, ...rest } = mapIn(properties, 'SSESpecification')
  return enabled === undefined ? {} : { SSESpecification: { Enabled: enabled, ...rest } }
}

interface Details {
  readonly name: string
  readonly throughput: object
  readonly stream: object
}

function createTable(
  request: ResourceRequest,
  { name, throughput, stream }: Details,
): CreatedResource {
  const { properties, call, stackTags, world } = request
  const tags = tagList(tagsOf(properties['Tags'], stackTags))
  call('dynamodb', 'CreateTable', {
    TableName: name,
    ...pick(properties, SAME),
    ...indexesOf(properties),
    ...throughput,
    ...stream,
    ...encryptionOf(properties),
    ...(tags.length > 0 && { Tags: tags }),
  })
  configure(request, name)
  const { Table: table } = call('dynamodb', 'DescribeTable', { TableName: name })
  const { TableArn, LatestStreamArn, TableId } = isObject(table) ? table : {}
  const { region, accountId } = world.options
  return {
    id: name,
    attributes: {
      Arn: TableArn ?? formatArn('dynamodb', region, accountId, `table/${name}`),
      TableId,
      ...(LatestStreamArn !== undefined && { StreamArn: LatestStreamArn }),
    },
  }
}

/** The settings that have operations of their own. */
function configure({ properties, call }: ResourceRequest, name: string): void {
  const timeToLive = mapIn(properties, 'TimeToLiveSpecification')
  if (isTrue(timeToLive['Enabled']))
    call('dynamodb', 'UpdateTimeToLive', { TableName: name, TimeToLiveSpecification: timeToLive })
  const recovery = mapIn(properties, 'PointInTimeRecoverySpecification')
  if (isTrue(recovery['PointInTimeRecoveryEnabled']))
    call('dynamodb', 'UpdateContinuousBackups', {
      TableName: name,
      PointInTimeRecoverySpecification: recovery,
    })
  const kinesis = mapIn(properties, 'KinesisStreamSpecification')
  if (kinesis['StreamArn'] !== undefined)
    call('dynamodb', 'EnableKinesisStreamingDestination', {
      TableName: name,
      StreamArn: kinesis['StreamArn'],
    })
}

const COMMON = [
  ...SAME,
  ...['TableName', 'GlobalSecondaryIndexes', 'StreamSpecification', 'SSESpecification'],
  'TimeToLiveSpecification',
]
const deleteTable: NonNullable<ResourceTypes[string]['delete']> = ({ id, call }) =>
  void call('dynamodb', 'DeleteTable', { TableName: id })

export const resourceTypes: ResourceTypes = {
  'AWS::DynamoDB::Table': {
    handles: [
      ...COMMON,
      ...['ProvisionedThroughput', 'Tags', 'PointInTimeRecoverySpecification'],
      'KinesisStreamSpecification',
    ],
    meaningless: ['ContributorInsightsSpecification', 'ResourcePolicy'],
    create(request) {
      const { properties, generateName } = request
      return createTable(request, {
        name: textIn(properties, 'TableName') ?? generateName(255),
        throughput: pick(properties, ['ProvisionedThroughput']),
        stream: streamOf(properties, false),
      })
    },
    delete: deleteTable,
  },
  'AWS::DynamoDB::GlobalTable': {
    handles: [...COMMON, 'Replicas', 'WriteProvisionedThroughputSettings'],
    meaningless: [
      ...['WriteOnDemandThroughputSettings', 'ReadOnDemandThroughputSettings'],
      ...['ReadProvisionedThroughputSettings', 'MultiRegionConsistency', 'GlobalTableWitnesses'],
    ],
    create(request) {
      const { properties, generateName, skip, world } = request
      const { region } = world.options
      const replicas = listIn(properties, 'Replicas').filter(isObject)
      const own = replicas.find((replica) => replica['Region'] === region) ?? {}
      const others = replicas.filter((replica) => replica['Region'] !== region)
      if (others.length > 0) skip('Replicas', 'Replicas in other regions are not simulated.')
      const merged = { ...request, properties: { ...own, ...properties } }
      return createTable(merged, {
        name: textIn(properties, 'TableName') ?? generateName(255),
        throughput: throughputOf(properties, own),
        stream: streamOf(properties, others.length > 0),
      })
    },
    delete: deleteTable,
  },
}

/** A provisioned global table has its settings by direction; CDK writes auto scaling into them. */
function throughputOf(properties: ResourceProperties, own: ResourceProperties): object {
  if (properties['BillingMode'] !== 'PROVISIONED') return {}
  const write = mapIn(
    mapIn(properties, 'WriteProvisionedThroughputSettings'),
    'WriteCapacityAutoScalingSettings',
  )
  const read = mapIn(own, 'ReadProvisionedThroughputSettings')
  const scaled = mapIn(read, 'ReadCapacityAutoScalingSettings')
  return {
    ProvisionedThroughput: {
      ReadCapacityUnits: read['ReadCapacityUnits'] ?? scaled['MinCapacity'] ?? 5,
      WriteCapacityUnits: write['MinCapacity'] ?? 5,
    },
  }
}
