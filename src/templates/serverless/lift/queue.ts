/**
 * A queue with a worker and a dead-letter queue.
 * AWS: https://github.com/getlift/lift/blob/master/docs/queue.md
 */
import { getAtt, ref, type Draft } from '../draft.ts'
import { membersOf, textOf, type Properties } from '../service.ts'
import { idOf, resourceOf, type Construct, type ConstructKind } from './construct.ts'

const queueOf = (construct: Construct): string => resourceOf(construct, 'Queue')
const deadLettersOf = (construct: Construct): string => resourceOf(construct, 'Dlq')
const workerOf = ({ id, settings }: Construct): string =>
  textOf(settings['worker']) ?? `${id}Worker`

const FOURTEEN_DAYS = 1_209_600
// AWS: with-sqs.html: six times the timeout of the function, and the window
const VISIBILITY = 6

const windowOf = ({ settings }: Construct): number => Number(settings['maxBatchingWindow'] ?? 0)

function encryptionOf(construct: Construct, draft: Draft): Properties {
  const { encryption, encryptionKey: name, encryptionKeyArn: arn } = construct.settings
  if (encryption === 'kmsManaged') return { KmsMasterKeyId: 'alias/aws/sqs' }
  if (encryption === 'kmsExisting') return { KmsMasterKeyId: arn }
  if (encryption !== 'kms') return {}
  const id = resourceOf(construct, String(name))
  const root = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' }
  const Statement = [{ Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' }]
  draft.add(id, 'AWS::KMS::Key', { KeyPolicy: { Version: '2012-10-17', Statement } })
  return { KmsMasterKeyId: getAtt(id, 'Arn') }
}

function addAlarm(construct: Construct, draft: Draft): void {
  const { id, stackName, settings } = construct
  const email = textOf(settings['alarm'])
  if (email === undefined) return
  const topic = resourceOf(construct, 'AlarmTopic')
  draft.add(topic, 'AWS::SNS::Topic', {
    TopicName: `${stackName}-${id}-dlq-alarm-topic`,
    DisplayName: `[Alert][${id}] failed jobs in the DLQ.`.slice(0, 100),
  })
  draft.add(resourceOf(construct, 'AlarmTopicSubscription'), 'AWS::SNS::Subscription', {
    ...{ TopicArn: ref(topic), Protocol: 'email', Endpoint: email },
  })
  draft.add(resourceOf(construct, 'Alarm'), 'AWS::CloudWatch::Alarm', {
    AlarmName: `${stackName}-${id}-dlq-alarm`,
    AlarmDescription: 'Alert triggered when there are failed jobs in the dead letter queue.',
    ...{ Namespace: 'AWS/SQS', MetricName: 'ApproximateNumberOfMessagesVisible' },
    Dimensions: [{ Name: 'QueueName', Value: getAtt(deadLettersOf(construct), 'QueueName') }],
    ...{ Statistic: 'Sum', Period: 60, EvaluationPeriods: 1, Threshold: 0 },
    ...{ ComparisonOperator: 'GreaterThanThreshold', TreatMissingData: 'notBreaching' },
    AlarmActions: [ref(topic)],
  })
}

export const queue: ConstructKind = {
  add(construct, draft, timeoutOf) {
    const { id, stackName, settings } = construct
    const isFifo = settings['fifo'] === true
    const name = `${stackName}-${id}`
    const encryption = encryptionOf(construct, draft)
    const common = { ...(isFifo && { FifoQueue: true }), ...encryption }
    const end = isFifo ? '.fifo' : ''
    draft.add(deadLettersOf(construct), 'AWS::SQS::Queue', {
      QueueName: `${name}-dlq${end}`,
      MessageRetentionPeriod: FOURTEEN_DAYS,
      ...common,
    })
    draft.add(queueOf(construct), 'AWS::SQS::Queue', {
      QueueName: `${name}${end}`,
      VisibilityTimeout: timeoutOf(workerOf(construct)) * VISIBILITY + windowOf(construct),
      RedrivePolicy: {
        deadLetterTargetArn: getAtt(deadLettersOf(construct), 'Arn'),
        maxReceiveCount: settings['maxRetries'] ?? 3,
      },
      DelaySeconds: settings['delay'],
      ContentBasedDeduplication: isFifo ? true : undefined,
      ...common,
    })
    addAlarm(construct, draft)
    draft.output(idOf(construct, 'QueueArn'), getAtt(queueOf(construct), 'Arn'))
    draft.output(idOf(construct, 'QueueUrl'), ref(queueOf(construct)))
    draft.output(idOf(construct, 'DlqUrl'), ref(deadLettersOf(construct)))
  },
  functions(construct) {
    const { settings } = construct
    const given = settings['worker']
    const own = typeof given === 'string' ? undefined : membersOf(given)
    const sqs = {
      arn: getAtt(queueOf(construct), 'Arn'),
      batchSize: settings['batchSize'] ?? 1,
      maximumBatchingWindow: windowOf(construct),
      maximumConcurrency: settings['maxConcurrency'],
      functionResponseType: 'ReportBatchItemFailures',
    }
    return [{ name: workerOf(construct), properties: own, events: [{ sqs }] }]
  },
  statements: (construct) => [
    {
      Effect: 'Allow',
      Action: ['sqs:SendMessage', 'sqs:ChangeMessageVisibility'],
      Resource: [getAtt(queueOf(construct), 'Arn')],
    },
  ],
  variables: (construct) => ({
    queueUrl: ref(queueOf(construct)),
    queueArn: getAtt(queueOf(construct), 'Arn'),
    dlqUrl: ref(deadLettersOf(construct)),
    dlqArn: getAtt(deadLettersOf(construct), 'Arn'),
  }),
  extensions: (construct) => ({
    ...{ queue: queueOf(construct), dlq: deadLettersOf(construct) },
    ...(construct.settings['alarm'] !== undefined && { alarm: resourceOf(construct, 'Alarm') }),
  }),
}
