/** Topics for the other services: they leave messages there. Each is a Publish of its own. */
import { readText } from '../core/late-text.ts'
import { andThen } from '../core/maybe-promise.ts'
import type { OutgoingMessage, Receiver } from '../core/world/event-source-ports.ts'
import type { World } from '../core/world/world.ts'
import { sns } from './service.ts'
import { topicArn, topicNameIn } from './topics/arns.ts'

export const topicReceiver = (world: World): Receiver => ({
  has(arn) {
    const name = topicNameIn(arn)
    return name !== undefined && topicArn(world, name) === arn && world.state(sns).topics.has(name)
  },
  send(arn, { body, subject, attributes, groupId, deduplicationId, cause }: OutgoingMessage) {
    const published = world.call({
      service: sns.id,
      operation: 'Publish',
      input: {
        TopicArn: arn,
        Message: readText(body),
        ...(subject !== undefined && { Subject: subject }),
        ...(attributes && { MessageAttributes: attributes }),
        ...(groupId !== undefined && { MessageGroupId: groupId }),
        ...(deduplicationId !== undefined && { MessageDeduplicationId: deduplicationId }),
      },
      source: 'service',
      cause,
    })
    return andThen(published, undefined, () => undefined)
  },
})
