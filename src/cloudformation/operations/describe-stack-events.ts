import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { Stack, StackEvent } from '../stack.ts'
import type { CloudFormationState } from '../state.ts'
import { accessTo } from './access-to.ts'
import { existingStack } from './existing-stack.ts'
import { pageOf } from './page-of.ts'

interface Input {
  readonly StackName?: string
  readonly NextToken?: string
}

/**
 * The newest first.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html
 */
export const describeStackEvents: Operation<CloudFormationState, Input, object> = defineOperation({
  name: 'DescribeStackEvents',
  handles: ['StackName', 'NextToken'],
  access: accessTo('DescribeStackEvents'),
  run(state, { StackName: name = '', NextToken: token }, { world }) {
    const stack = existingStack(state, name)
    const events = stack.events.map((event, index) => ({ event, index })).reverse()
    const page = pageOf(world, `Events ${stack.id}`, events, ({ index }) => String(index), token)
    return { StackEvents: page.items.map(({ event }) => describe(stack, event)), ...page.next }
  },
})

const describe = ({ id, name }: Stack, event: StackEvent): object => ({
  StackId: id,
  StackName: name,
  EventId: event.id === '' ? idOf(event) : event.id,
  LogicalResourceId: event.logicalId,
  PhysicalResourceId: event.physicalId,
  ResourceType: event.type,
  Timestamp: new Date(event.at),
  ResourceStatus: event.status,
  ...(event.reason !== undefined && { ResourceStatusReason: event.reason }),
  ...(event.properties && { ResourceProperties: JSON.stringify(event.properties) }),
})

/** Seen: DescribeStackEvents in public issues. On AWS the two first events of a resource differ in time. */
function idOf({ logicalId, status, at, physicalId }: StackEvent): string {
  const isSecond = status.endsWith('_IN_PROGRESS') && physicalId !== ''
  return `${logicalId}-${status}-${new Date(isSecond ? at + 1 : at).toISOString()}`
}
