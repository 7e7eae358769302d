/**
 * What CloudFormation sends to the provider of a custom resource.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
 */
import { isObject } from '../../core/json.ts'
import { setOwn } from '../../core/set-own.ts'
import type { ResourceProperties } from '../../core/cloudformation/types.ts'
import type { World } from '../../core/world/world.ts'

/** A wish for one custom resource. */
export interface CustomWish {
  readonly requestType: 'Create' | 'Update' | 'Delete'
  readonly logicalId: string
  readonly type: string
  readonly stackId: string
  readonly properties: ResourceProperties
  /** Of an update: the properties so far. */
  readonly before?: ResourceProperties
  /** Of an update or a deletion. */
  readonly physicalId?: string
}

/** The request as the function receives it as its event. */
export interface CustomEvent extends Readonly<Record<string, unknown>> {
  readonly RequestType: CustomWish['requestType']
  readonly ResponseURL: string
  readonly StackId: string
  readonly RequestId: string
  readonly LogicalResourceId: string
  readonly PhysicalResourceId?: string
}

export function toEvent(world: World, wish: CustomWish): CustomEvent {
  const { requestType, logicalId, type, stackId, properties, before, physicalId } = wish
  const requestId = world.ids.uuid('custom-resource')
  return {
    RequestType: requestType,
    ServiceToken: properties['ServiceToken'],
    ResponseURL: responseUrl(world, `${stackId}|${logicalId}|${requestId}`),
    StackId: stackId,
    RequestId: requestId,
    LogicalResourceId: logicalId,
    ...(physicalId !== undefined && { PhysicalResourceId: physicalId }),
    ResourceType: type,
    ResourceProperties: asTexts(properties),
    ...(before !== undefined && { OldResourceProperties: asTexts(before) }),
  }
}

// AWS: crpg-ref-requests.html: numbers and booleans arrive as texts
function asTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asTexts)
  if (!isObject(value))
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
  const made: Record<string, unknown> = {}
  for (const [key, entry] of Object.entries(value)) setOwn(made, key, asTexts(entry))
  return made
}

/** A pre-signed URL to a bucket of CloudFormation's own. Seen: events of custom resources in public issues. */
function responseUrl(world: World, key: string): string {
  const { region } = world.options
  const bucket = `cloudformation-custom-resource-response-${region.replaceAll('-', '')}`
  const host = region === 'us-east-1' ? 's3.amazonaws.com' : `s3.${region}.amazonaws.com`
  const date = new Date(world.clock.now()).toISOString().replace(/[-:]|\.\d+/g, '')
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Date': date,
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Expires': '7200',
    'X-Amz-Credential': `AKIAMINIREGION/${date.slice(0, 8)}/${region}/s3/aws4_request`,
    'X-Amz-Signature': world.ids.text('custom-resource', 64, '0123456789abcdef'),
  })
  const path = encodeURIComponent(key).replaceAll('%2F', '/')
  return `https://${bucket}.${host}/${path}?${query.toString()}`
}
