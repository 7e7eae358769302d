import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { removeTopic, type SnsState } from '../state.ts'
import { parseTopicArn } from '../topics/arns.ts'
import { onTopic, type TopicInput } from './parts.ts'

/** AWS: https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html */
export const deleteTopic: Operation<SnsState, TopicInput, undefined> = defineOperation({
  name: 'DeleteTopic',
  handles: ['TopicArn'],
  access: onTopic('DeleteTopic'),
  // AWS: a topic that does not exist is no error.
  run(state, { TopicArn }: TopicInput, { world }) {
    removeTopic(state, parseTopicArn(world, TopicArn))
    return undefined
  },
})
