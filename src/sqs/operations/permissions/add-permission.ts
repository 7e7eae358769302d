import { formatArn } from '../../../core/arn.ts'
import type { Operation } from '../../../core/world/world.ts'
import { onQueue, openByUrl } from '../../access.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { invalidParameter } from '../../errors.ts'
import { arnOf } from '../../queues/names.ts'
import { ACTIONS, OWNER_ACTIONS, readPolicy, withPolicy } from '../../queues/policy.ts'
import type { SqsState } from '../../state.ts'

interface Input {
  readonly QueueUrl: string
  readonly Label: string
  readonly AWSAccountIds: readonly string[]
  readonly Actions: readonly string[]
}

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html */
export const addPermission: Operation<SqsState, Input, undefined> = defineOperation({
  name: 'AddPermission',
  handles: ['QueueUrl', 'Label', 'AWSAccountIds', 'Actions'],
  access: onQueue('AddPermission'),
  run(state, { QueueUrl, Label, AWSAccountIds, Actions }: Input, context) {
    const { queue, world } = openByUrl(state, context.world, QueueUrl)
    if (!/^[\w-]{1,80}$/.test(Label)) {
      // Unverified: the wording.
      const rule =
        'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length'
      throw invalidParameter(Label, 'Label', rule)
    }
    for (const action of Actions) checkAction(action)
    const arn = arnOf(world.options, queue.definition.name)
    const policy = readPolicy(queue.definition, arn)
    // Recorded: test_add_permission_existing_label.
    if (policy.Statement.some(({ Sid }) => Sid === Label)) {
      throw invalidParameter(Label, 'Label', 'Already exists.')
    }
    const { region } = world.options
    const principals = AWSAccountIds.map((id) =>
      formatArn('iam', region, id, 'root').replace(`:${region}:`, '::'),
    )
    const statement = {
      Sid: Label,
      Effect: 'Allow',
      Principal: { AWS: single(principals) },
      Action: single(Actions.map((action) => `SQS:${action}`)),
      Resource: arn,
    }
    queue.definition = withPolicy(queue.definition, {
      ...policy,
      Statement: [...policy.Statement, statement],
    })
    return undefined
  },
})

/** Unverified: the wordings, which public reports quote. */
function checkAction(action: string): void {
  if (OWNER_ACTIONS.has(action)) {
    throw invalidParameter(
      `SQS:${action}`,
      'ActionName',
      'Only the queue owner is allowed to invoke this action.',
    )
  }
  if (!ACTIONS.has(action)) {
    throw invalidParameter(
      `SQS:${action}`,
      'ActionName',
      'Please refer to the appropriate WSDL for a list of valid actions.',
    )
  }
}

/** Recorded: test_add_permission...: one value is not a list. */
const single = <Value>(values: readonly Value[]): Value | readonly Value[] | undefined =>
  values.length === 1 ? values[0] : values
