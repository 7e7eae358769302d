import { ServiceError } from '../../core/errors.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { resourceDoesNotExist } from '../stacks/errors.ts'
import type { Stack, StackResource } from '../stack.ts'
import type { CloudFormationState } from '../state.ts'
import { accessTo } from './access-to.ts'
import { existingStack } from './existing-stack.ts'
import { pageOf } from './page-of.ts'

const common = (resource: StackResource): object => ({
  LogicalResourceId: resource.logicalId,
  PhysicalResourceId: resource.physicalId,
  ResourceType: resource.type,
  ResourceStatus: resource.status,
  ...(resource.statusReason !== undefined && { ResourceStatusReason: resource.statusReason }),
  DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
})

interface Input {
  readonly StackName?: string
  readonly LogicalResourceId?: string
  readonly PhysicalResourceId?: string
  readonly NextToken?: string
}

/** AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html */
export const describeStackResources: Operation<CloudFormationState, Input, object> =
  defineOperation({
    name: 'DescribeStackResources',
    handles: ['StackName', 'LogicalResourceId', 'PhysicalResourceId'],
    access: accessTo('DescribeStackResources'),
    run(state, { StackName: name, LogicalResourceId: id, PhysicalResourceId: physicalId }) {
      const stack =
        name !== undefined ? existingStack(state, name) : stackOf(state, physicalId ?? '')
      const resources = [...stack.resources.values()].filter(
        ({ logicalId }) => id === undefined || logicalId === id,
      )
      return {
        StackResources: resources.map((resource) => ({
          StackName: stack.name,
          StackId: stack.id,
          ...common(resource),
          Timestamp: new Date(resource.updatedAt),
        })),
      }
    },
  })

function stackOf({ stacks }: CloudFormationState, physicalId: string): Stack {
  for (const stack of stacks.values())
    for (const resource of stack.resources.values())
      if (resource.physicalId === physicalId && stack.deletedAt === undefined) return stack
  // Seen: DescribeStackResources in public issues
  throw new ServiceError('ValidationError', `Stack for ${physicalId} does not exist`)
}

/** AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html */
export const describeStackResource: Operation<
  CloudFormationState,
  { readonly StackName: string; readonly LogicalResourceId: string },
  object
> = defineOperation({
  name: 'DescribeStackResource',
  handles: ['StackName', 'LogicalResourceId'],
  access: accessTo('DescribeStackResource'),
  run(state, { StackName: name, LogicalResourceId: id }) {
    const stack = existingStack(state, name)
    const resource = stack.resources.get(id)
    if (!resource) throw resourceDoesNotExist(id, stack.name)
    return {
      StackResourceDetail: {
        StackName: stack.name,
        StackId: stack.id,
        ...common(resource),
        LastUpdatedTimestamp: new Date(resource.updatedAt),
        Metadata: JSON.stringify(resource.metadata ?? {}),
      },
    }
  },
})

/** AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html */
export const listStackResources: Operation<
  CloudFormationState,
  { readonly StackName: string; readonly NextToken?: string },
  object
> = defineOperation({
  name: 'ListStackResources',
  handles: ['StackName', 'NextToken'],
  access: accessTo('ListStackResources'),
  run(state, { StackName: name, NextToken: token }, { world }) {
    const stack = existingStack(state, name)
    const resources = [...stack.resources.values()]
    const page = pageOf(
      world,
      `ListStackResources ${stack.id}`,
      resources,
      ({ logicalId }) => logicalId,
      token,
    )
    const summaries = page.items.map((resource) => ({
      ...common(resource),
      LastUpdatedTimestamp: new Date(resource.updatedAt),
    }))
    return { StackResourceSummaries: summaries, ...page.next }
  },
})
