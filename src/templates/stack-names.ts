/** The names by which a test finds the resources of a stack. */
import { isObject } from '../core/json.ts'
import type { StackResource } from '../cloudformation/index.ts'

/** Where the names of resources are whose physical ids are something else: a URL, an ARN. */
const NAMES = ['QueueName', 'TopicName', 'Name', 'UserPoolName', 'IdentityPoolName']

/**
 * The logical id, the physical id, the resource's own name, the construct's path with and without
 * the stack's, and the name of a function in serverless.yml.
 */
export function namesOf(resource: StackResource): string[] {
  const { logicalId, physicalId, path, metadata, attributes, properties } = resource
  const own = NAMES.map((name) => attributes[name] ?? properties[name])
  // CDK puts a nested stack beside its construct: Shop/Work.NestedStack/Work.NestedStackResource
  const construct = path
    ?.replace(/\/(?:Resource|Default)$/, '')
    .replace(/\.NestedStack\/[^/]+\.NestedStackResource$/, '')
  const key = isObject(metadata) ? metadata['Function'] : undefined
  return [
    logicalId,
    physicalId,
    ...own.filter((name) => typeof name === 'string'),
    ...(typeof key === 'string' ? [key] : []),
    ...(construct === undefined ? [] : [construct, construct.slice(construct.indexOf('/') + 1)]),
  ]
}
