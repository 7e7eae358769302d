import { usedByCalls } from '../core/world/uses.ts'
import type { ServiceRoom } from '../core/world/world.ts'
import { nameInUrl } from './access.ts'
import { errors, operations, queryCodes } from './operations/index.ts'
import { nameInAnyArn } from './queues/names.ts'
import { addStatement } from './add-statement.ts'
import { rooms } from './rooms.ts'
import { createState, endState, forkState, resetState, shiftState, type SqsState } from './state.ts'

/** SQS, as a region runs it. */
export const room: ServiceRoom<SqsState> = {
  operations,
  get errors() {
    return errors()
  },
  queryCodes,
  get metrics() {
    return rooms.sqsMetrics().metrics
  },
  coverage: {
    kinds: { queues: 'queue' },
    defined: ({ queues }) =>
      [...queues.values()].map(({ definition: { name, generation } }) => ({
        kind: 'queues',
        name,
        generation,
      })),
    usedBy: usedByCalls('sqs', 'queues', (operation) => operation !== 'CreateQueue'),
  },
  resourceOf: (_operation, { QueueUrl, QueueName, SourceArn }: ResourceNames) =>
    nameInUrl(QueueUrl) ?? textOf(QueueName) ?? nameInAnyArn(SourceArn),
  resourcePolicyOf: ({ queues }, arn) =>
    queues.get(arn.slice(arn.lastIndexOf(':') + 1))?.definition.attributes.get('Policy'),
  addToPolicy: addStatement,
  get resourceTypes() {
    return rooms.sqsTemplates().resourceTypes
  },
  createState,
  forkState,
  resetState,
  endState,
  shiftState,
}

/** The members of inputs that name a queue, before any check. */
interface ResourceNames {
  readonly QueueUrl?: unknown
  readonly QueueName?: unknown
  readonly SourceArn?: unknown
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined
