/** Events of topics, buckets, log groups and user pools. */
import { isObject } from '../../../core/json.ts'
import { withoutUndefined } from '../../../core/without-undefined.ts'
import { getAtt, ref, type Draft } from '../draft.ts'
import { plainId } from '../names.ts'
import { isIntrinsic, listOf, membersOf, textOf, type Properties } from '../service.ts'
import { allow, baseOf, type EventSource } from './event.ts'

const isArn = (value: unknown): boolean =>
  isObject(value) || (typeof value === 'string' && value.startsWith('arn:'))

/** The name of a topic that is made with the service, or the ARN of one that exists. */
export function addTopicEvent(source: EventSource, draft: Draft): void {
  const { value, functionId, number } = source
  const settings = isObject(value) && !isIntrinsic(value) ? value : {}
  const given: unknown = isObject(value) && !isIntrinsic(value) ? value['arn'] : value
  const name = textOf(settings['topicName']) ?? (isArn(given) ? undefined : textOf(given))
  const topic = isArn(given) ? given : ref(addTopic(name ?? `topic${number}`, settings, draft))
  draft.add(
    `${baseOf(source)}SnsSubscription${plainId(name ?? String(number))}`,
    'AWS::SNS::Subscription',
    {
      TopicArn: topic,
      Protocol: 'lambda',
      Endpoint: getAtt(functionId, 'Arn'),
      FilterPolicy: settings['filterPolicy'],
      FilterPolicyScope: settings['filterPolicyScope'],
      RedrivePolicy: redriveOf(membersOf(settings['redrivePolicy'])),
    },
  )
  allow(source, draft, `${plainId(name ?? String(number))}SNS`, 'sns.amazonaws.com', topic)
}

function addTopic(name: string, settings: Properties, draft: Draft): string {
  const id = `SNSTopic${plainId(name)}`
  if (!draft.has(id))
    draft.add(id, 'AWS::SNS::Topic', { TopicName: name, DisplayName: settings['displayName'] })
  return id
}

const redriveOf = (policy: Properties): Properties | undefined => {
  const { deadLetterTargetArn, deadLetterTargetRef } = policy
  const arn: unknown =
    deadLetterTargetArn ??
    (typeof deadLetterTargetRef === 'string' ? getAtt(deadLetterTargetRef, 'Arn') : undefined)
  return arn === undefined ? undefined : { deadLetterTargetArn: arn }
}

/** A bucket that is made with the service, or one of `provider.s3`, or one that exists. */
export function addBucketEvent(source: EventSource, draft: Draft): void {
  const { value, functionId, service } = source
  const settings: Properties = isObject(value) ? value : { bucket: value }
  if (settings['existing'] === true || typeof settings['bucket'] !== 'string') {
    draft.skip(
      functionId,
      'serverless.yml',
      'events.s3',
      'Events of buckets that the service does not make are not simulated.',
    )
    return
  }
  const name = settings['bucket']
  const custom = membersOf(membersOf(service.provider['s3'])[name])
  const id = `S3Bucket${plainId(String(custom['name'] ?? name))}`
  if (!draft.has(id)) draft.add(id, 'AWS::S3::Bucket', { BucketName: custom['name'] ?? name })
  const rules = listOf(settings['rules']).flatMap((rule) =>
    Object.entries(membersOf(rule)).map(([Name, Value]) => ({ Name, Value })),
  )
  const added = withoutUndefined({
    Event: settings['event'] ?? 's3:ObjectCreated:*',
    Function: getAtt(functionId, 'Arn'),
    Filter: rules.length > 0 ? { S3Key: { Rules: rules } } : undefined,
  })
  draft.change(id, (properties) => {
    const notifications = membersOf(properties['NotificationConfiguration'])
    const known = listOf(notifications['LambdaConfigurations'])
    return { ...properties, NotificationConfiguration: { LambdaConfigurations: [...known, added] } }
  })
  draft.makeAfter(id, allow(source, draft, `${plainId(name)}S3`, 's3.amazonaws.com'))
}

export function addLogEvent(source: EventSource, draft: Draft): void {
  const { value, functionId, number } = source
  const settings: Properties = isObject(value) ? value : { logGroup: value }
  const id = `${baseOf(source)}LogsSubscriptionFilterCloudWatchLog${number}`
  draft.add(id, 'AWS::Logs::SubscriptionFilter', {
    LogGroupName: settings['logGroup'],
    FilterPattern: settings['filter'] ?? '',
    DestinationArn: getAtt(functionId, 'Arn'),
  })
  draft.makeAfter(id, allow(source, draft, `LogsCloudWatchLog${number}`, 'logs.amazonaws.com'))
}

/** Senders of messages have a version, and a key. */
function triggerOf({ trigger, kmsKeyId }: Properties, LambdaArn: Properties): Properties {
  const name = String(trigger)
  if (!/^Custom(?:Email|SMS)Sender$/.test(name)) return { [name]: LambdaArn }
  return { [name]: { LambdaArn, LambdaVersion: 'V1_0' }, KMSKeyID: kmsKeyId }
}

export function addUserPoolEvent(source: EventSource, draft: Draft): void {
  const { value, functionId } = source
  const settings = membersOf(value)
  const name = String(settings['pool'])
  if (settings['existing'] === true) {
    draft.skip(
      functionId,
      'serverless.yml',
      'events.cognitoUserPool',
      'Triggers of user pools that the service does not make are not simulated.',
    )
    return
  }
  const id = `CognitoUserPool${plainId(name)}`
  if (!draft.has(id)) draft.add(id, 'AWS::Cognito::UserPool', { UserPoolName: name })
  draft.change(id, (properties) => ({
    ...properties,
    LambdaConfig: {
      ...membersOf(properties['LambdaConfig']),
      ...triggerOf(settings, getAtt(functionId, 'Arn')),
    },
  }))
  allow(
    source,
    draft,
    `CognitoUserPool${plainId(name)}TriggerSource${String(settings['trigger'])}`,
    'cognito-idp.amazonaws.com',
    getAtt(id, 'Arn'),
  )
}
