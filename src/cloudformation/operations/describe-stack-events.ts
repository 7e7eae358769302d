import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { Stack } from '../stack.ts'
import type { CloudFormationState } from '../state.ts'
import { accessTo } from './create-stack.ts'
import { existingStack } from './describe-stacks.ts'
import { pageOf } from './page-of.ts'

interface Input {
  readonly StackName?: string
  readonly NextToken?: string
}

/**
 * The newest first. A stack here has one event per resource and one of its own.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html
 */
export const describeStackEvents: Operation<CloudFormationState, Input, object> = defineOperation({
  name: 'DescribeStackEvents',
  handles: ['StackName', 'NextToken'],
  access: accessTo('DescribeStackEvents'),
  run(state, { StackName: name = '', NextToken: token }, { world }) {
    const stack = existingStack(state, name)
    const page = pageOf(
      world,
      `Events ${stack.id}`,
      eventsOf(stack),
      ({ EventId }) => EventId,
      token,
    )
    return { StackEvents: page.items, ...page.next }
  },
})

function eventsOf(stack: Stack): { readonly EventId: string }[] {
  const common = { StackId: stack.id, StackName: stack.name }
  const own = {
    ...common,
    EventId: `${stack.name}-${stack.status}`,
    LogicalResourceId: stack.name,
    PhysicalResourceId: stack.id,
    ResourceType: 'AWS::CloudFormation::Stack',
    Timestamp: new Date(stack.deletedAt ?? stack.createdAt),
    ResourceStatus: stack.status,
    ...(stack.statusReason !== undefined && { ResourceStatusReason: stack.statusReason }),
  }
  const ofResources = [...stack.resources.values()].reverse().map((resource) => ({
    ...common,
    EventId: `${resource.logicalId}-CREATE_COMPLETE`,
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    Timestamp: new Date(resource.createdAt),
    ResourceStatus: 'CREATE_COMPLETE',
  }))
  return [own, ...ofResources]
}
