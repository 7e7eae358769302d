import { formatArn } from '../../core/arn.ts'
import { ServiceError, UnsupportedError } from '../../core/errors.ts'
import { runSteps, type Steps } from '../../core/maybe-promise.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { Operation, World } from '../../core/world/world.ts'
import { defineOperation, model } from '../api/define-operation.ts'
import type { ChangeSet } from '../change-set.ts'
import { rooms } from '../rooms.ts'
import { NO_OPTIONS, type Stack } from '../stack.ts'
import type { StackDescription } from '../stack-description.ts'
import { stackArn } from '../stacks/create-stack.ts'
import {
  findChangeSet,
  findStack,
  setChangeSet,
  setStack,
  type CloudFormationState,
} from '../state.ts'
import { accessTo } from './access-to.ts'
import { TEMPLATE_MEMBERS, toDescription, type TemplateInput } from './template-request.ts'
import { checkUpdatable } from './update-stack.ts'

interface Input extends TemplateInput {
  readonly ChangeSetName: string
  readonly ChangeSetType?: 'CREATE' | 'UPDATE' | 'IMPORT'
  readonly Description?: string
  readonly OnStackFailure?: ChangeSet['onStackFailure']
  readonly IncludeNestedStacks?: boolean
}

interface Output {
  readonly Id: string
  readonly StackId: string
}

/**
 * A change set is complete, or failed, when the call returns.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html
 */
export const createChangeSet: Operation<CloudFormationState, Input, Output> = defineOperation({
  name: 'CreateChangeSet',
  handles: [
    ...TEMPLATE_MEMBERS.filter((name) => !/^(?:DisableRollback|ClientRequestToken)$/.test(name)),
    ...['ChangeSetName', 'ChangeSetType', 'Description', 'OnStackFailure', 'UsePreviousTemplate'],
    ...['ClientToken', 'IncludeNestedStacks'],
  ],
  access: accessTo('CreateChangeSet'),
  run: (state, input, { world, record }) => runSteps(create(world, state, input, record)),
})

function* create(
  world: World,
  state: CloudFormationState,
  input: Input,
  cause: JournalRecord,
): Steps<Output> {
  const { ChangeSetName: name, ChangeSetType: type = 'UPDATE' } = input
  const unknown =
    type === 'IMPORT'
      ? 'ChangeSetType IMPORT'
      : input.IncludeNestedStacks === true
        ? 'IncludeNestedStacks'
        : undefined
  if (unknown !== undefined) throw world.refuse(notSimulated(unknown))
  const existing = stackFor(state, input, type)
  if (existing && findChangeSet(state, name, existing.id)) {
    // Seen: CreateChangeSet in public issues
    throw model.error(
      'AlreadyExistsException',
      `ChangeSet ${name} cannot be created due to a mismatch with existing attribute Template`,
    )
  }
  const description = toDescription(world, input, cause, existing)
  const stack = existing ?? toReview(world, description)
  const { region, accountId } = world.options
  const id = formatArn(
    'cloudformation',
    region,
    accountId,
    `changeSet/${name}/${world.ids.uuid('change-set')}`,
  )
  const found = yield* changesOf(world, stack, description)
  // Only now, because a wrong template leaves nothing.
  if (!existing) setStack(state, stack)
  setChangeSet(state, {
    name,
    id,
    stackId: stack.id,
    stackName: stack.name,
    description: input.Description,
    wish: description,
    isCreation: stack.template === undefined,
    onStackFailure: input.OnStackFailure,
    createdAt: world.clock.now(),
    changes: found,
    ...(found.length > 0 || stack.template === undefined
      ? { status: 'CREATE_COMPLETE', statusReason: undefined, executionStatus: 'AVAILABLE' }
      : {
          status: 'FAILED',
          // Recorded: CF::test_change_sets (a change set without changes)
          statusReason:
            "The submitted information didn't contain changes. Submit different information to create a change set.",
          executionStatus: 'UNAVAILABLE',
        }),
  })
  return { Id: id, StackId: stack.id }
}

const notSimulated = (parameter: string): UnsupportedError =>
  new UnsupportedError({ service: 'CloudFormation', operation: 'CreateChangeSet', parameter })

function stackFor(state: CloudFormationState, input: Input, type: string): Stack | undefined {
  const { StackName: name } = input
  const found = findStack(state, name)
  const stack = found?.deletedAt === undefined ? found : undefined
  if (type === 'CREATE') {
    if (stack && stack.status !== 'REVIEW_IN_PROGRESS') {
      // Seen: CreateChangeSet in public issues
      throw new ServiceError(
        'ValidationError',
        `Stack [${name}] already exists and cannot be created again with the changeSet [${input.ChangeSetName}].`,
      )
    }
    return stack
  }
  // Seen: CreateChangeSet in public issues
  if (!stack) throw new ServiceError('ValidationError', `Stack [${name}] does not exist`)
  checkUpdatable(stack)
  return stack
}

/** A stack that waits for its first change set to be executed. */
function toReview(world: World, { name, tags = {} }: StackDescription): Stack {
  const id = stackArn(world, name)
  const now = world.clock.now()
  return {
    ...{ name, id, generation: world.generation, description: undefined },
    ...{ parameters: new Map(), resources: new Map(), outputs: new Map(), imports: new Set() },
    ...{ skipped: [], tags, capabilities: [], source: '', template: undefined, sources: {} },
    options: NO_OPTIONS,
    events: [
      {
        ...{ id: world.ids.uuid('stack-event'), at: now, logicalId: name, physicalId: id },
        ...{ type: 'AWS::CloudFormation::Stack', status: 'REVIEW_IN_PROGRESS' },
        ...{ reason: 'User Initiated', properties: undefined },
      },
    ],
    ...{ createdAt: now, updatedAt: undefined, deletedAt: undefined },
    ...{ status: 'REVIEW_IN_PROGRESS', statusReason: 'User Initiated' },
    ...{ changeSetId: undefined, parent: undefined },
  }
}

function* changesOf(
  world: World,
  stack: Stack,
  description: StackDescription,
): Steps<readonly object[]> {
  const { prepareUpdate, describeChanges } = rooms.stackUpdates()
  return describeChanges(yield* prepareUpdate(world, stack, description))
}
