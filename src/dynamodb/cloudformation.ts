/**
 * DynamoDB's types in templates.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_DynamoDB.html
 */
import { isDeepStrictEqual } from 'node:util'
import { ServiceError, UnsupportedError } from '../core/errors.ts'
import { isObject } from '../core/json.ts'
import {
  isTrue,
  listIn,
  mapIn,
  changesIn,
  pick,
  tagChanges,
  tagList,
  tagsOf,
  textIn,
} from '../core/cloudformation/properties.ts'
import type {
  CreatedResource,
  ResourceProperties,
  ResourceRequest,
  ResourceTypes,
  UpdateRequest,
} from '../core/cloudformation/types.ts'
import { formatArn } from '../core/arn.ts'
import { rooms } from './rooms.ts'

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
  const { properties, call, stackTags } = request
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
  return { id: name, attributes: attributesOf(request, name) }
}

function attributesOf({ call, world }: ResourceRequest, name: string): Record<string, unknown> {
  const { Table: table } = call('dynamodb', 'DescribeTable', { TableName: name })
  const { TableArn, LatestStreamArn, TableId } = isObject(table) ? table : {}
  const { region, accountId } = world.options
  return {
    Arn: TableArn ?? formatArn('dynamodb', region, accountId, `table/${name}`),
    TableId,
    ...(LatestStreamArn !== undefined && { StreamArn: LatestStreamArn }),
  }
}

/** The settings that have operations of their own. */
function configure({ properties, call, world }: ResourceRequest, name: string): void {
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
  const policy = mapIn(properties, 'ResourcePolicy')['PolicyDocument']
  if (policy !== undefined) {
    const { region, accountId } = world.options
    call('dynamodb', 'PutResourcePolicy', {
      ResourceArn: formatArn('dynamodb', region, accountId, `table/${name}`),
      Policy: typeof policy === 'string' ? policy : JSON.stringify(policy),
    })
  }
}

const COMMON = [
  ...SAME,
  ...['TableName', 'GlobalSecondaryIndexes', 'StreamSpecification', 'SSESpecification'],
  'TimeToLiveSpecification',
]
/** Changes what UpdateTable and the operations beside it can change. */
function updateTable(
  request: UpdateRequest,
  throughput: (of: ResourceProperties) => object,
): CreatedResource {
  const { id, properties, before, call, attributes, changed } = request
  const TableName = id
  const update = (input: object): void =>
    void call('dynamodb', 'UpdateTable', { TableName, ...input })
  const names = ['BillingMode', 'TableClass', 'DeletionProtectionEnabled', 'OnDemandThroughput']
  const settings = {
    ...(changed('BillingMode') && { BillingMode: properties['BillingMode'] ?? 'PROVISIONED' }),
    ...pick(changesIn(request, names), names),
    ...(!isDeepStrictEqual(throughput(properties), throughput(before)) && throughput(properties)),
    ...(changed('SSESpecification') && encryptionOf(properties)),
  }
  if (Object.keys(settings).length > 0) update(settings)
  if (changed('StreamSpecification')) updateStream(request, update)
  updateIndexes(request, update)
  configure({ ...request, properties: changesIn(request, CONFIGURED) }, TableName)
  const wasTimed = isTrue(mapIn(before, 'TimeToLiveSpecification')['Enabled'])
  if (wasTimed && !isTrue(mapIn(properties, 'TimeToLiveSpecification')['Enabled']))
    call('dynamodb', 'UpdateTimeToLive', {
      TableName,
      TimeToLiveSpecification: { ...mapIn(before, 'TimeToLiveSpecification'), Enabled: false },
    })
  const tags = tagChanges(request)
  const ResourceArn = attributes['Arn']
  if (before['ResourcePolicy'] !== undefined && properties['ResourcePolicy'] === undefined)
    call('dynamodb', 'DeleteResourcePolicy', { ResourceArn })
  if (tags && Object.keys(tags.added).length > 0)
    call('dynamodb', 'TagResource', { ResourceArn, Tags: tagList(tags.added) })
  if (tags && tags.removed.length > 0)
    call('dynamodb', 'UntagResource', { ResourceArn, TagKeys: tags.removed })
  return { id, attributes: attributesOf(request, id) }
}

/** A stream of another view is another stream. */
function updateStream(
  { properties, before }: UpdateRequest,
  update: (input: object) => void,
): void {
  if (Object.keys(streamOf(before, false)).length > 0)
    update({ StreamSpecification: { StreamEnabled: false } })
  const stream = streamOf(properties, false)
  if (Object.keys(stream).length > 0) update(stream)
}

// AWS: AWS::DynamoDB::Table: one index is created or deleted in an update; here they follow each other
function updateIndexes(request: UpdateRequest, update: (input: object) => void): void {
  const { properties, before } = request
  const [old, now] = [indexesIn(before), indexesIn(properties)]
  for (const [IndexName, index] of old) {
    const next = now.get(IndexName)
    if (next && hasSameKeys(index, next)) continue
    update({ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName } }] })
  }
  for (const [IndexName, index] of now) {
    const known = old.get(IndexName)
    const AttributeDefinitions = properties['AttributeDefinitions']
    if (!known || !hasSameKeys(known, index))
      update({ AttributeDefinitions, GlobalSecondaryIndexUpdates: [{ Create: index }] })
    else if (!isDeepStrictEqual(known['ProvisionedThroughput'], index['ProvisionedThroughput']))
      update({
        GlobalSecondaryIndexUpdates: [
          { Update: { IndexName, ...pick(index, ['ProvisionedThroughput']) } },
        ],
      })
  }
}

const indexesIn = (properties: ResourceProperties): ReadonlyMap<string, ResourceProperties> =>
  new Map(
    listIn(properties, 'GlobalSecondaryIndexes')
      .filter(isObject)
      .map(withoutSettings)
      .map((index) => [String(index['IndexName']), index]),
  )

const hasSameKeys = (one: ResourceProperties, other: ResourceProperties): boolean =>
  isDeepStrictEqual(one['KeySchema'], other['KeySchema']) &&
  isDeepStrictEqual(one['Projection'], other['Projection'])

const CONFIGURED = [
  ...[
    'TimeToLiveSpecification',
    'PointInTimeRecoverySpecification',
    'KinesisStreamSpecification',
    'ResourcePolicy',
  ],
]

const deleteTable: NonNullable<ResourceTypes[string]['delete']> = ({ id, call }) =>
  void call('dynamodb', 'DeleteTable', { TableName: id })

export const resourceTypes: ResourceTypes = {
  'AWS::DynamoDB::Table': {
    handles: [
      ...COMMON,
      ...['ProvisionedThroughput', 'Tags', 'PointInTimeRecoverySpecification'],
      ...['KinesisStreamSpecification', 'ResourcePolicy'],
    ],
    meaningless: ['ContributorInsightsSpecification'],
    create(request) {
      const { properties, generateName } = request
      return createTable(request, {
        name: textIn(properties, 'TableName') ?? generateName(255),
        throughput: pick(properties, ['ProvisionedThroughput']),
        stream: streamOf(properties, false),
      })
    },
    update: (request) => updateTable(request, (of) => pick(of, ['ProvisionedThroughput'])),
    delete: deleteTable,
  },
  'AWS::DynamoDB::GlobalTable': {
    handles: [
      ...COMMON,
      ...['Replicas', 'WriteProvisionedThroughputSettings'],
      ...['MultiRegionConsistency', 'GlobalTableWitnesses'],
    ],
    meaningless: [
      ...['WriteOnDemandThroughputSettings', 'ReadOnDemandThroughputSettings'],
      'ReadProvisionedThroughputSettings',
    ],
    create(request) {
      const { properties, generateName, world } = request
      const { region } = world.options
      const { own, others } = replicasOf(properties, region)
      const isEventual = properties['MultiRegionConsistency'] !== 'STRONG'
      const merged = { ...request, properties: { ...own, ...properties } }
      const created = createTable(merged, {
        name: textIn(properties, 'TableName') ?? generateName(255),
        throughput: throughputOf(properties, own),
        stream: streamOf(properties, others.length > 0 && isEventual),
      })
      if (others.length > 0)
        rooms.templateReplicas().addTemplateReplicas(merged, created.id, others)
      return created
    },
    update: updateGlobalTable,
    delete(request) {
      rooms.templateReplicas().removeTemplateReplicas(request.world, request.id)
      return deleteTable(request)
    },
  },
}

interface Replicas {
  /** The settings of the table in the stack's own region. */
  readonly own: ResourceProperties
  readonly others: readonly ResourceProperties[]
}

function replicasOf(properties: ResourceProperties, region: string): Replicas {
  const replicas = listIn(properties, 'Replicas').filter(isObject)
  const [first, ...more] = replicas
  // A table of one region comes along when its stack is built in another one.
  if (first && more.length === 0) return { own: first, others: [] }
  const own = replicas.find((replica) => replica['Region'] === region)
  // Recorded: https://github.com/aws-cloudformation/rain/issues/339 (the text)
  if (!own)
    throw new ServiceError(
      'InvalidRequest',
      `Invalid request provided: The Replicas section must contain an entry for the current region (${region}). ` +
        `For a stack of another region: createRegion({ region: '${String(first?.['Region'] ?? region)}' })`,
    )
  return { own, others: replicas.filter((replica) => replica !== own) }
}

function updateGlobalTable(request: UpdateRequest): CreatedResource {
  const { world, before, properties } = request
  const [old, now] = [before, properties].map((one) => replicasOf(one, world.options.region))
  if (changedTogether(request)) {
    const operation = 'update of AWS::DynamoDB::GlobalTable with another consistency or witness'
    throw new UnsupportedError({ service: 'CloudFormation', operation })
  }
  const replicas = isDeepStrictEqual(old?.others, now?.others)
    ? undefined
    : rooms
        .templateReplicas()
        .changesOfTemplateReplicas(request, old?.others ?? [], now?.others ?? [])
  const merged = {
    ...request,
    before: { ...old?.own, ...before },
    properties: { ...now?.own, ...properties },
  }
  const changed = (...names: string[]): boolean =>
    names.some((name) => !isDeepStrictEqual(merged.before[name], merged.properties[name]))
  replicas?.remove()
  const updated = updateTable({ ...merged, changed }, (of) => throughputOf(of, of))
  replicas?.addAndChange()
  return updated
}

// AWS: multi-region-strong-consistency-gt.html: chosen when a table becomes a global table.
const changedTogether = ({ changed }: UpdateRequest): boolean =>
  changed('MultiRegionConsistency') || changed('GlobalTableWitnesses')

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
