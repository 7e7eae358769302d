import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { Stack } from '../stack.ts'
import type { CloudFormationState } from '../state.ts'
import { accessTo } from './access-to.ts'
import { existingStack } from './existing-stack.ts'
import { pageOf } from './page-of.ts'

interface DescribeInput {
  readonly StackName?: string
  readonly NextToken?: string
}

/** AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
export const describeStacks: Operation<CloudFormationState, DescribeInput, object> =
  defineOperation({
    name: 'DescribeStacks',
    handles: ['StackName', 'NextToken'],
    access: accessTo('DescribeStacks'),
    run(state, { StackName: name, NextToken: token }, { world }) {
      if (name !== undefined) return { Stacks: [describe(existingStack(state, name))] }
      const existing = [...state.stacks.values()].filter(({ deletedAt }) => deletedAt === undefined)
      const page = pageOf(world, 'DescribeStacks', existing, ({ id }) => id, token)
      return { Stacks: page.items.map(describe), ...page.next }
    },
  })

const toTags = (tags: Readonly<Record<string, string>>): object[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))

/** Parameters as they were given. */
export const withParameters = (parameters: Readonly<Record<string, unknown>>): object[] =>
  Object.entries(parameters).map(([ParameterKey, value]) => ({
    ParameterKey,
    ParameterValue: String(value),
  }))

const describe = (stack: Stack): object => ({
  StackId: stack.id,
  StackName: stack.name,
  ...(stack.description !== undefined && { Description: stack.description }),
  Parameters: Array.from(stack.parameters, ([key, { value, resolved, isSecret }]) => ({
    ParameterKey: key,
    ParameterValue: isSecret ? '****' : value,
    ...(resolved !== value && !Array.isArray(resolved) && { ResolvedValue: resolved }),
  })),
  ...(stack.changeSetId !== undefined && { ChangeSetId: stack.changeSetId }),
  CreationTime: new Date(stack.createdAt),
  ...(stack.updatedAt !== undefined && { LastUpdatedTime: new Date(stack.updatedAt) }),
  ...(stack.deletedAt !== undefined && { DeletionTime: new Date(stack.deletedAt) }),
  RollbackConfiguration: {},
  StackStatus: stack.status,
  ...(stack.statusReason !== undefined && { StackStatusReason: stack.statusReason }),
  DisableRollback: stack.options.isRollbackDisabled,
  NotificationARNs: [],
  ...(stack.options.timeoutInMinutes !== undefined && {
    TimeoutInMinutes: stack.options.timeoutInMinutes,
  }),
  ...(stack.options.roleArn !== undefined && { RoleARN: stack.options.roleArn }),
  ...(stack.parent && { ParentId: stack.parent.id, RootId: stack.parent.root }),
  Capabilities: stack.capabilities,
  Outputs: Array.from(stack.outputs, ([key, { value, description, exportName }]) => ({
    OutputKey: key,
    OutputValue: Array.isArray(value) ? value.join(',') : String(value),
    ...(description !== undefined && { Description: description }),
    ...(exportName !== undefined && { ExportName: exportName }),
  })),
  Tags: toTags(stack.tags),
  EnableTerminationProtection: stack.options.isProtected,
  DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
})

interface ListInput {
  readonly NextToken?: string
  readonly StackStatusFilter?: readonly string[]
}

/** AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html */
export const listStacks: Operation<CloudFormationState, ListInput, object> = defineOperation({
  name: 'ListStacks',
  handles: ['NextToken', 'StackStatusFilter'],
  access: accessTo('ListStacks'),
  run(state, { NextToken: token, StackStatusFilter: filter = [] }, { world }) {
    const stacks = [...state.stacks.values()].filter(
      ({ status }) => filter.length === 0 || filter.includes(status),
    )
    const page = pageOf(world, 'ListStacks', stacks, ({ id }) => id, token)
    const summaries = page.items.map((stack) => ({
      StackId: stack.id,
      StackName: stack.name,
      ...(stack.description !== undefined && { TemplateDescription: stack.description }),
      CreationTime: new Date(stack.createdAt),
      ...(stack.updatedAt !== undefined && { LastUpdatedTime: new Date(stack.updatedAt) }),
      ...(stack.parent && { ParentId: stack.parent.id, RootId: stack.parent.root }),
      ...(stack.deletedAt !== undefined && { DeletionTime: new Date(stack.deletedAt) }),
      StackStatus: stack.status,
      DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
    }))
    return { StackSummaries: summaries, ...page.next }
  },
})
