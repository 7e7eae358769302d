/**
 * Events of topics: a subscription of the function, or of a queue before it.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-sns.html
 */
import { isObject } from '../../../core/json.ts'
import { getAtt, propertiesIn, ref, type Properties, type SamContext } from '../context.ts'
import { invalidEvent } from '../errors.ts'
import { allow, idOf, required, type SamEvent } from './event.ts'

export function topicEvent(event: SamEvent, context: SamContext): void {
  const topic = required(event, 'Topic')
  const { SqsSubscription: queue } = event.properties
  if (queue === undefined || queue === false) {
    subscribe(event, context, topic, 'lambda', event.target.arn)
    allow(event, context, 'sns.amazonaws.com', topic)
    return
  }
  throughQueue(event, context, topic, propertiesIn(queue))
}

function subscribe(
  event: SamEvent,
  context: SamContext,
  topic: unknown,
  protocol: string,
  endpoint: unknown,
): void {
  const { FilterPolicy, FilterPolicyScope, RedrivePolicy, Region } = event.properties
  context.add(
    idOf(event),
    'AWS::SNS::Subscription',
    {
      TopicArn: topic,
      Protocol: protocol,
      Endpoint: endpoint,
      FilterPolicy,
      FilterPolicyScope,
      RedrivePolicy,
      Region,
    },
    event.own,
  )
}

/** `SqsSubscription: true` makes the queue as well. */
function throughQueue(
  event: SamEvent,
  context: SamContext,
  topic: unknown,
  given: Properties,
): void {
  const id = idOf(event)
  const queueId = `${id}Queue`
  const isGiven = isObject(event.properties['SqsSubscription'])
  if (isGiven && (given['QueueArn'] === undefined || given['QueueUrl'] === undefined)) {
    const problem = 'No QueueARN or QueueURL provided.'
    throw invalidEvent(event.functionId, event.name, problem)
  }
  const arn = isGiven ? given['QueueArn'] : getAtt(queueId, 'Arn')
  const url = isGiven ? given['QueueUrl'] : ref(queueId)
  if (!isGiven) context.add(queueId, 'AWS::SQS::Queue', {}, event.own)
  subscribe(event, context, topic, 'sqs', arn)
  const policyId = String(given['QueuePolicyLogicalId'] ?? `${queueId}Policy`)
  context.add(
    policyId,
    'AWS::SQS::QueuePolicy',
    {
      Queues: [url],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Action: 'sqs:SendMessage',
            Effect: 'Allow',
            Principal: '*',
            Resource: arn,
            Condition: { ArnEquals: { 'aws:SourceArn': topic } },
          },
        ],
      },
    },
    event.own,
  )
  context.add(
    `${id}EventSourceMapping`,
    'AWS::Lambda::EventSourceMapping',
    {
      EventSourceArn: arn,
      FunctionName: event.target.name,
      BatchSize: given['BatchSize'] ?? 10,
      Enabled: given['Enabled'] ?? true,
    },
    event.own,
  )
}
