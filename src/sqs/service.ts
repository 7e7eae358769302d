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
    query: {
      xmlNamespace: 'http://queue.amazonaws.com/doc/2012-11-05/',
      // Recorded: test_invalid_action_on_queue_url... for these two.
      path: { member: 'QueueUrl', atRoot: ['CreateQueue', 'ListQueues'] },
      // Recorded: test_non_existent_queue.
      messages: {
        'The specified queue does not exist.':
          'The specified queue does not exist for this wsdl version.',
      },
    },
  },
  guide: 'sqs.md',
  templates: ['AWS::SQS'],
  room: () => rooms.sqs().room,
}
