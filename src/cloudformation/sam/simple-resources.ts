/** SAM's tables, layers and nested applications. */
import { isObject } from '../../core/json.ts'
import { tagList } from '../../core/cloudformation/properties.ts'
import { withoutUndefined } from '../../core/without-undefined.ts'
import { propertiesIn, type Properties, type SamContext, type SamResource } from './context.ts'

/** Tags are a map in SAM, and a list in CloudFormation. */
export const toTagList = (tags: unknown, own: Readonly<Record<string, string>> = {}): unknown[] => [
  ...tagList(own),
  ...Object.entries(propertiesIn(tags)).map(([Key, Value]) => ({ Key, Value })),
]

const ATTRIBUTE_TYPES: Readonly<Record<string, string>> = { String: 'S', Number: 'N', Binary: 'B' }

// AWS: sam-resource-simpletable.html (a key `id` of type String by default)
export function translateTable(
  { id, properties, attributes }: SamResource,
  context: SamContext,
): void {
  const { Name: name = 'id', Type: type = 'String' } = propertiesIn(properties['PrimaryKey'])
  const throughput = properties['ProvisionedThroughput']
  const tags = toTagList(properties['Tags'])
  context.add(
    id,
    'AWS::DynamoDB::Table',
    {
      AttributeDefinitions: [
        { AttributeName: name, AttributeType: ATTRIBUTE_TYPES[String(type)] ?? type },
      ],
      KeySchema: [{ AttributeName: name, KeyType: 'HASH' }],
      ...(throughput === undefined
        ? { BillingMode: 'PAY_PER_REQUEST' }
        : { ProvisionedThroughput: throughput }),
      TableName: properties['TableName'],
      SSESpecification: properties['SSESpecification'],
      PointInTimeRecoverySpecification: properties['PointInTimeRecoverySpecification'],
      Tags: tags.length > 0 ? tags : undefined,
    },
    attributes,
  )
}

export function translateLayer(
  { id, properties, attributes }: SamResource,
  context: SamContext,
): void {
  const {
    ContentUri: _content,
    RetentionPolicy: _retention,
    PublishLambdaVersion: _publish,
    ...rest
  } = properties
  context.add(id, 'AWS::Lambda::LayerVersion', { LayerName: id, ...rest }, attributes)
}

// AWS: sam-resource-application.html
export function translateApplication(
  { id, properties, attributes }: SamResource,
  context: SamContext,
): void {
  const { Location: location, Parameters: parameters, Tags: tags, ...others } = properties
  const url: unknown = isObject(location) ? JSON.stringify(location) : location
  const made: Properties = withoutUndefined({
    TemplateURL: url,
    Parameters: parameters,
    NotificationARNs: others['NotificationARNs'],
    TimeoutInMinutes: others['TimeoutInMinutes'],
  })
  const list = toTagList(tags, { 'lambda:createdBy': 'SAM' })
  context.add(id, 'AWS::CloudFormation::Stack', { ...made, Tags: list }, attributes)
}
