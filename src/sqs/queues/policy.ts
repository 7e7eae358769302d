/** The resource policy of a queue, as AddPermission and RemovePermission change it. */
import type { QueueDefinition } from './definition.ts'

interface Statement {
  readonly Sid?: unknown
  readonly [member: string]: unknown
}

interface Policy {
  readonly Version?: unknown
  readonly Id?: unknown
  readonly Statement: readonly Statement[]
  readonly [member: string]: unknown
}

/** AWS: "Actions, resources, and condition keys for Amazon SQS". */
export const ACTIONS: ReadonlySet<string> = new Set([
  '*',
  'ChangeMessageVisibility',
  'DeleteMessage',
  'GetQueueAttributes',
  'GetQueueUrl',
  'ListDeadLetterSourceQueues',
  'PurgeQueue',
  'ReceiveMessage',
  'SendMessage',
])

/** AWS: API_AddPermission.html: actions that only the owner may take. */
export const OWNER_ACTIONS: ReadonlySet<string> = new Set([
  'AddPermission',
  'CancelMessageMoveTask',
  'CreateQueue',
  'DeleteQueue',
  'ListMessageMoveTasks',
  'ListQueues',
  'ListQueueTags',
  'RemovePermission',
  'SetQueueAttributes',
  'StartMessageMoveTask',
  'TagQueue',
  'UntagQueue',
])

/** Recorded: test_add_permission...: the version of a policy that AddPermission began. */
export function readPolicy({ attributes }: QueueDefinition, arn: string): Policy {
  const text = attributes.get('Policy')
  if (text === undefined) {
    return { Version: '2008-10-17', Id: `${arn}/SQSDefaultPolicy`, Statement: [] }
  }
  // `checkPolicy` has accepted it, so it is an object.
  const policy = JSON.parse(text) as { readonly Statement?: Statement | readonly Statement[] }
  const { Statement = [] } = policy
  return { ...policy, Statement: [Statement].flat() }
}

/** Recorded: the attribute vanishes with the last statement. */
export function withPolicy(definition: QueueDefinition, policy: Policy): QueueDefinition {
  const attributes = new Map(definition.attributes)
  if (policy.Statement.length === 0) attributes.delete('Policy')
  else attributes.set('Policy', JSON.stringify(policy))
  return { ...definition, attributes }
}
