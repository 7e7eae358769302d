/** SQS, as a region lists it. */
import type { Service } from '../core/world/world.ts'
import { rooms } from './rooms.ts'
import type { SqsState } from './state.ts'

export const sqs: Service<SqsState> = {
  id: 'sqs',
  title: 'SQS',
  namespace: 'com.amazonaws.sqs',
  target: 'AmazonSQS',
  client: {
    package: '@aws-sdk/client-sqs',
    class: 'SQSClient',
    hosts: ['sqs', 'queue'],
    model: 'sqs',
  },
  room: () => rooms.sqs().room,
}
