import type { Operation } from '../../../core/world/world.ts'
import { onQueue, openByUrl } from '../../access.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { invalidParameter } from '../../errors.ts'
import { arnOf } from '../../queues/names.ts'
import { readPolicy, withPolicy } from '../../queues/policy.ts'
import type { SqsState } from '../../state.ts'

interface Input {
  readonly QueueUrl: string
  readonly Label: string
}

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_RemovePermission.html */
export const removePermission: Operation<SqsState, Input, undefined> = defineOperation({
  name: 'RemovePermission',
  handles: ['QueueUrl', 'Label'],
  access: onQueue('RemovePermission'),
  run(state, { QueueUrl, Label }: Input, context) {
    const { queue, world } = openByUrl(state, context.world, QueueUrl)
    const policy = readPolicy(queue.definition, arnOf(world.options, queue.definition.name))
    const Statement = policy.Statement.filter(({ Sid }) => Sid !== Label)
    // Recorded: sqs-q-perm2.
    if (Statement.length === policy.Statement.length) {
      throw invalidParameter(Label, 'Label', "can't find label.")
    }
    queue.definition = withPolicy(queue.definition, { ...policy, Statement })
    return undefined
  },
})
