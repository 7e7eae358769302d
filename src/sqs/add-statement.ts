/** The statements of services that the test connected with a queue. */
import type { ServiceStatement } from '../core/policies/document.ts'
import type { World } from '../core/world/world.ts'
import type { QueueDefinition } from './queues/definition.ts'
import { readPolicy, withPolicy } from './queues/policy.ts'
import { openQueue, type SqsState } from './state.ts'

export function addStatement(
  state: SqsState,
  arn: string,
  statement: ServiceStatement,
  world: World,
): void {
  const queue = openQueue(state, world, arn.slice(arn.lastIndexOf(':') + 1))
  if (!queue) return
  const add = (to: QueueDefinition): QueueDefinition => {
    const policy = readPolicy(to, arn)
    const isThere = policy.Statement.some(({ Sid }) => Sid === statement.Sid)
    return isThere
      ? to
      : withPolicy(to, { ...policy, Statement: [...policy.Statement, { ...statement }] })
  }
  queue.definition = add(queue.definition)
  queue.created = add(queue.created)
}
