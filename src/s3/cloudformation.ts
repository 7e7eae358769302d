/**
 * S3's types in templates.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_S3.html
 */
import { isObject } from '../core/json.ts'
import { partitionOf } from '../core/arn.ts'
import {
  documentText,
  isTrue,
  listIn,
  mapIn,
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
import { toCorsRule, toEncryption, toLifecycleRule, toWebsite } from './template-settings.ts'

/** S3's own operation for each group of settings. */
function configure(
  request: ResourceRequest,
  Bucket: string,
  isWanted: (property: string) => boolean = () => true,
): void {
  const { properties: given, call, stackTags } = request
  const properties = Object.fromEntries(Object.entries(given).filter(([name]) => isWanted(name)))
  const put = (operation: string, input: object): void =>
    void call('s3', operation, { Bucket, ...input })
  const tags = tagList(tagsOf(properties['Tags'], stackTags))
  if (tags.length > 0 && isWanted('Tags')) put('PutBucketTagging', { Tagging: { TagSet: tags } })
  const versioning = mapIn(properties, 'VersioningConfiguration')
  if (versioning['Status'] !== undefined)
    put('PutBucketVersioning', { VersioningConfiguration: pick(versioning, ['Status']) })
  const cors = listIn(mapIn(properties, 'CorsConfiguration'), 'CorsRules').filter(isObject)
  if (cors.length > 0)
    put('PutBucketCors', { CORSConfiguration: { CORSRules: cors.map(toCorsRule) } })
  const website = mapIn(properties, 'WebsiteConfiguration')
  if (Object.keys(website).length > 0)
    put('PutBucketWebsite', { WebsiteConfiguration: toWebsite(website) })
  const rules = listIn(mapIn(properties, 'LifecycleConfiguration'), 'Rules').filter(isObject)
  if (rules.length > 0)
    put('PutBucketLifecycleConfiguration', {
      LifecycleConfiguration: { Rules: rules.map(toLifecycleRule) },
      ...pick(mapIn(properties, 'LifecycleConfiguration'), ['TransitionDefaultMinimumObjectSize']),
    })
  const encryption = toEncryption(mapIn(properties, 'BucketEncryption'))
  if (encryption) put('PutBucketEncryption', { ServerSideEncryptionConfiguration: encryption })
  const acceleration = mapIn(properties, 'AccelerateConfiguration')['AccelerationStatus']
  if (acceleration !== undefined)
    put('PutBucketAccelerateConfiguration', { AccelerateConfiguration: { Status: acceleration } })
  const access = mapIn(properties, 'PublicAccessBlockConfiguration')
  if (Object.keys(access).length > 0)
    put('PutPublicAccessBlock', { PublicAccessBlockConfiguration: access })
  const ownership = listIn(mapIn(properties, 'OwnershipControls'), 'Rules')
  if (ownership.length > 0)
    put('PutBucketOwnershipControls', { OwnershipControls: { Rules: ownership } })
  const notifications = mapIn(properties, 'NotificationConfiguration')
  if (Object.keys(notifications).length > 0)
    put('PutBucketNotificationConfiguration', {
      NotificationConfiguration: toNotifications(notifications),
    })
}

/** The operation that takes back each group of settings. */
const RESETS: Readonly<Record<string, readonly [operation: string, input?: object]>> = {
  VersioningConfiguration: [
    'PutBucketVersioning',
    { VersioningConfiguration: { Status: 'Suspended' } },
  ],
  CorsConfiguration: ['DeleteBucketCors'],
  WebsiteConfiguration: ['DeleteBucketWebsite'],
  LifecycleConfiguration: ['DeleteBucketLifecycle'],
  BucketEncryption: ['DeleteBucketEncryption'],
  AccelerateConfiguration: [
    'PutBucketAccelerateConfiguration',
    { AccelerateConfiguration: { Status: 'Suspended' } },
  ],
  PublicAccessBlockConfiguration: ['DeletePublicAccessBlock'],
  OwnershipControls: ['DeleteBucketOwnershipControls'],
  NotificationConfiguration: [
    'PutBucketNotificationConfiguration',
    { NotificationConfiguration: {} },
  ],
}

function updateBucket(request: UpdateRequest): CreatedResource {
  const { id, properties, before, call, attributes, changed } = request
  for (const [name, [operation, input = {}]] of Object.entries(RESETS))
    if (before[name] !== undefined && properties[name] === undefined)
      call('s3', operation, { Bucket: id, ...input })
  configure(request, id, (name) =>
    name === 'Tags' ? tagChanges(request) !== undefined : changed(name),
  )
  return { id, attributes }
}

const KINDS = [
  ['LambdaConfigurations', 'Function', 'LambdaFunctionConfigurations', 'LambdaFunctionArn'],
  ['QueueConfigurations', 'Queue', 'QueueConfigurations', 'QueueArn'],
  ['TopicConfigurations', 'Topic', 'TopicConfigurations', 'TopicArn'],
] as const

function toNotifications(given: ResourceProperties): object {
  const made: Record<string, unknown> = {}
  for (const [list, member, name, arn] of KINDS) {
    const configurations = listIn(given, list).filter(isObject)
    if (configurations.length === 0) continue
    made[name] = configurations.map((one) => ({
      [arn]: one[member],
      Events: listIn(one, 'Event'),
      ...(one['Filter'] !== undefined && { Filter: toFilter(mapIn(one, 'Filter')) }),
    }))
  }
  if (given['EventBridgeConfiguration'] !== undefined) made['EventBridgeConfiguration'] = {}
  return made
}

const toFilter = (filter: ResourceProperties): object => ({
  Key: { FilterRules: listIn(mapIn(filter, 'S3Key'), 'Rules') },
})

function createBucket(request: ResourceRequest): CreatedResource {
  const { properties, call, generateName, world } = request
  const { region } = world.options
  const name = textIn(properties, 'BucketName') ?? generateName(63).toLowerCase()
  call('s3', 'CreateBucket', {
    Bucket: name,
    ...(region !== 'us-east-1' && {
      CreateBucketConfiguration: { LocationConstraint: region },
    }),
    ...(isTrue(properties['ObjectLockEnabled']) && { ObjectLockEnabledForBucket: true }),
  })
  configure(request, name)
  return {
    id: name,
    attributes: {
      Arn: `arn:${partitionOf(region)}:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
      WebsiteURL: `http://${name}.s3-website-${region}.amazonaws.com`,
    },
  }
}

export const resourceTypes: ResourceTypes = {
  'AWS::S3::Bucket': {
    handles: [
      ...['BucketName', 'Tags', 'VersioningConfiguration', 'CorsConfiguration'],
      ...['WebsiteConfiguration', 'LifecycleConfiguration', 'PublicAccessBlockConfiguration'],
      ...['OwnershipControls', 'NotificationConfiguration', 'ObjectLockEnabled'],
      ...['BucketEncryption', 'AccelerateConfiguration'],
    ],
    meaningless: [
      ...['AccessControl', 'LoggingConfiguration', 'MetricsConfigurations'],
      ...['AnalyticsConfigurations', 'InventoryConfigurations'],
      'IntelligentTieringConfigurations',
    ],
    create: createBucket,
    update: updateBucket,
    delete: ({ id, call }) => void call('s3', 'DeleteBucket', { Bucket: id }),
  },
  'AWS::S3::BucketPolicy': {
    handles: ['Bucket', 'PolicyDocument'],
    create({ properties, call, generateName }) {
      call('s3', 'PutBucketPolicy', {
        Bucket: String(properties['Bucket']),
        Policy: documentText(properties['PolicyDocument']) ?? '',
      })
      return { id: generateName(128) }
    },
    update: 'recreate',
    delete: ({ properties, call }) =>
      void call('s3', 'DeleteBucketPolicy', { Bucket: String(properties['Bucket']) }),
  },
  // CDK wires notifications with a resource of its own, whose members are the API's.
  'Custom::S3BucketNotifications': {
    handles: ['BucketName', 'NotificationConfiguration'],
    meaningless: ['ServiceToken', 'Managed', 'SkipDestinationValidation'],
    create({ properties, call, generateName }) {
      call('s3', 'PutBucketNotificationConfiguration', {
        Bucket: String(properties['BucketName']),
        NotificationConfiguration: mapIn(properties, 'NotificationConfiguration'),
      })
      return { id: generateName(128) }
    },
    update: 'recreate',
    delete: ({ properties, call }) =>
      void call('s3', 'PutBucketNotificationConfiguration', {
        Bucket: String(properties['BucketName']),
        NotificationConfiguration: {},
      }),
  },
  // CDK's autoDeleteObjects: the resource goes before its bucket, and empties it.
  'Custom::S3AutoDeleteObjects': {
    handles: ['BucketName'],
    meaningless: ['ServiceToken'],
    create: ({ generateName }) => ({ id: generateName(128) }),
    update: 'recreate',
    delete: ({ properties, call }) => empty(String(properties['BucketName']), call),
  },
}

function empty(Bucket: string, call: ResourceRequest['call']): void {
  for (;;) {
    const { Versions: versions, DeleteMarkers: markers } = call('s3', 'ListObjectVersions', {
      Bucket,
    })
    const found = [versions, markers].flatMap((list) => (Array.isArray(list) ? list : []))
    if (found.length === 0) return
    for (const { Key, VersionId } of found as readonly { Key: string; VersionId: string }[])
      call('s3', 'DeleteObject', { Bucket, Key, VersionId })
  }
}
