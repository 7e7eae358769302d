import { usedByCalls } from '../core/world/uses.ts'
import type { ServiceRoom } from '../core/world/world.ts'
import { errors, operations } from './operations/index.ts'
import { createState, endState, forkState, resetState, shiftState, type SnsState } from './state.ts'
import { rooms } from './rooms.ts'
import { topicNameIn } from './topics/arns.ts'
import { addStatement } from './add-statement.ts'

/** SNS, as a region runs it. */
export const room: ServiceRoom<SnsState> = {
  operations,
  get errors() {
    return errors()
  },
  get metrics() {
    return rooms.snsMetrics().metrics
  },
  coverage: {
    kinds: { topics: 'topic' },
    defined: ({ topics }) =>
      [...topics.values()].map(({ name, generation }) => ({ kind: 'topics', name, generation })),
    usedBy: usedByCalls('sns', 'topics', (operation) => operation !== 'CreateTopic'),
  },
  resourceOf: (_operation, input: ResourceNames) =>
    topicNameIn(input.TopicArn ?? input.TargetArn ?? input.SubscriptionArn ?? input.ResourceArn) ??
    (typeof input.Name === 'string' ? input.Name : undefined),
  // AWS: the default policy lets services of the account in, and no one else.
  resourcePolicyOf: ({ topics }, arn) =>
    topics.get(topicNameIn(arn) ?? '')?.attributes.get('Policy') ?? undefined,
  addToPolicy: addStatement,
  get resourceTypes() {
    return rooms.snsTemplates().resourceTypes
  },
  createState,
  forkState,
  resetState,
  endState,
  shiftState,
}

/** The members of inputs that name a topic, before any check. */
interface ResourceNames {
  readonly Name?: unknown
  readonly TopicArn?: unknown
  readonly TargetArn?: unknown
  readonly SubscriptionArn?: unknown
  readonly ResourceArn?: unknown
}
