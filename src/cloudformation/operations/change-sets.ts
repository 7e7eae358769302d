/** Change sets that exist: looking at them, executing and deleting them. */
import { runSteps, type Steps } from '../../core/maybe-promise.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { Operation, World } from '../../core/world/world.ts'
import { defineOperation, model } from '../api/define-operation.ts'
import type { ChangeSet } from '../change-set.ts'
import { rooms } from '../rooms.ts'
import { StackFailure } from '../stacks/failure.ts'
import { createStackSteps } from '../stacks/create-stack.ts'
import {
  deleteChangeSet as forget,
  findChangeSet,
  findStack,
  setChangeSet,
  type CloudFormationState,
} from '../state.ts'
import { accessTo } from './access-to.ts'
import { existingStack } from './existing-stack.ts'
import { pageOf } from './page-of.ts'
import { withParameters } from './describe-stacks.ts'

interface Input {
  readonly ChangeSetName: string
  readonly StackName?: string
}

function existing(
  state: CloudFormationState,
  { ChangeSetName: name, StackName }: Input,
): ChangeSet {
  const stack = StackName === undefined ? undefined : existingStack(state, StackName)
  const found = findChangeSet(state, name, stack?.id)
  if (found) return found
  // Recorded: CF::test_change_sets (a change set that does not exist)
  throw model.error('ChangeSetNotFoundException', `ChangeSet [${name}] does not exist`)
}

/** AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html */
export const describeChangeSet: Operation<
  CloudFormationState,
  Input & { readonly NextToken?: string; readonly IncludePropertyValues?: boolean },
  object
> = defineOperation({
  name: 'DescribeChangeSet',
  handles: ['ChangeSetName', 'StackName', 'NextToken', 'IncludePropertyValues'],
  access: accessTo('DescribeChangeSet'),
  run(state, input, { world }) {
    const set = existing(state, input)
    const { parameters = {}, tags = {}, capabilities = [] } = set.wish
    const page = pageOf(
      world,
      `Changes ${set.id}`,
      set.changes.map((change, index) => ({ change, index })),
      ({ index }) => String(index),
      input.NextToken,
    )
    const hasValues = input.IncludePropertyValues === true
    return {
      ...summaryOf(set),
      Parameters: withParameters(parameters),
      NotificationARNs: [],
      RollbackConfiguration: {},
      Capabilities: capabilities,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      Changes: page.items.map(({ change }) => (hasValues ? change : withoutValues(change))),
      ...page.next,
      ...(set.onStackFailure !== undefined && { OnStackFailure: set.onStackFailure }),
    }
  },
})

const summaryOf = (set: ChangeSet): object => ({
  ChangeSetName: set.name,
  ChangeSetId: set.id,
  StackId: set.stackId,
  StackName: set.stackName,
  ...(set.description !== undefined && { Description: set.description }),
  CreationTime: new Date(set.createdAt),
  ExecutionStatus: set.executionStatus,
  Status: set.status,
  ...(set.statusReason !== undefined && { StatusReason: set.statusReason }),
  IncludeNestedStacks: false,
  ImportExistingResources: false,
})

/** Without IncludePropertyValues, the values of properties are left out. */
function withoutValues(change: object): object {
  const VALUES = ['BeforeContext', 'AfterContext', 'BeforeValue', 'AfterValue', 'Path']
  return JSON.parse(
    JSON.stringify(change, (key, value: unknown) =>
      VALUES.includes(key) || key === 'AttributeChangeType' ? undefined : value,
    ),
  ) as object
}

/** AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListChangeSets.html */
export const listChangeSets: Operation<
  CloudFormationState,
  { readonly StackName: string; readonly NextToken?: string },
  object
> = defineOperation({
  name: 'ListChangeSets',
  handles: ['StackName', 'NextToken'],
  access: accessTo('ListChangeSets'),
  run(state, { StackName: name, NextToken: token }, { world }) {
    const stack = existingStack(state, name)
    const sets = [...state.changeSets.values()].filter(({ stackId }) => stackId === stack.id)
    const page = pageOf(world, `ListChangeSets ${stack.id}`, sets, ({ id }) => id, token)
    return { Summaries: page.items.map(summaryOf), ...page.next }
  },
})

/** AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html */
export const deleteChangeSet: Operation<CloudFormationState, Input, object> = defineOperation({
  name: 'DeleteChangeSet',
  handles: ['ChangeSetName', 'StackName'],
  access: accessTo('DeleteChangeSet'),
  run(state, input) {
    const stack = input.StackName === undefined ? undefined : existingStack(state, input.StackName)
    const found = findChangeSet(state, input.ChangeSetName, stack?.id)
    // AWS: API_DeleteChangeSet.html: one that does not exist is deleted without an error
    if (found) forget(state, found.id)
    return {}
  },
})

/**
 * The stack has changed, or has been rolled back, when the call returns.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html
 */
export const executeChangeSet: Operation<
  CloudFormationState,
  Input & { readonly DisableRollback?: boolean },
  object
> = defineOperation({
  name: 'ExecuteChangeSet',
  handles: ['ChangeSetName', 'StackName', 'DisableRollback', 'ClientRequestToken'],
  access: accessTo('ExecuteChangeSet'),
  run: (state, input, { world, record }) => runSteps(execute(world, state, input, record)),
})

function* execute(
  world: World,
  state: CloudFormationState,
  input: Input & { readonly DisableRollback?: boolean },
  cause: JournalRecord,
): Steps<object> {
  const set = existing(state, input)
  if (set.executionStatus !== 'AVAILABLE') {
    // Recorded: CF::test_change_sets (a change set that failed)
    throw model.error(
      'InvalidChangeSetStatusException',
      `ChangeSet [${set.id}] cannot be executed in its current status of [${set.status}]`,
    )
  }
  // AWS: API_ExecuteChangeSet.html: the other change sets of the stack are deleted
  for (const other of state.changeSets.values())
    if (other.stackId === set.stackId && other.id !== set.id) forget(state, other.id)
  const wish = {
    ...set.wish,
    cause,
    changeSetId: set.id,
    ...(input.DisableRollback !== undefined &&
      set.wish.options && {
        options: { ...set.wish.options, isRollbackDisabled: input.DisableRollback },
      }),
  }
  const isSuccess = yield* run(world, state, set, wish)
  setChangeSet(state, {
    ...set,
    executionStatus: isSuccess ? 'EXECUTE_COMPLETE' : 'EXECUTE_FAILED',
  })
  return {}
}

/** Returns whether the stack is what the change set asked for. */
function* run(
  world: World,
  state: CloudFormationState,
  { isCreation, stackId, onStackFailure }: ChangeSet,
  wish: ChangeSet['wish'],
): Steps<boolean> {
  const stack = findStack(state, stackId)
  try {
    if (isCreation || !stack) {
      const onFailure =
        onStackFailure ?? (wish.options?.isRollbackDisabled ? 'DO_NOTHING' : 'ROLLBACK')
      yield* createStackSteps(world, wish, { onFailure, id: stackId })
    } else yield* rooms.stackUpdates().updateStackSteps(world, stack, wish)
    return true
  } catch (error) {
    if (error instanceof StackFailure) return false
    throw error
  }
}
