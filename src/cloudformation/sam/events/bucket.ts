/**
 * Events of buckets: the bucket's own configuration of notifications.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-s3.html
 */
import { withoutUndefined } from '../../../core/without-undefined.ts'
import { propertiesIn, referencedId, type Properties, type SamContext } from '../context.ts'
import { invalidEvent } from '../errors.ts'
import { idOf, required, type SamEvent } from './event.ts'

export function bucketEvent(event: SamEvent, context: SamContext): void {
  const id = referencedId(required(event, 'Bucket'))
  const source = id === undefined ? undefined : context.sourceOf(id)
  if (id === undefined || !source) {
    throw invalidEvent(
      event.functionId,
      event.name,
      'S3 events must reference an S3 bucket in the same template.',
    )
  }
  const events = required(event, 'Events')
  const added = (Array.isArray(events) ? events : [events]).map((name: unknown) =>
    withoutUndefined({
      Event: name,
      Function: event.target.arn,
      Filter: event.properties['Filter'],
    }),
  )
  const bucket = context.resources[id] ?? { Type: 'AWS::S3::Bucket', ...source }
  const permission = `${idOf(event)}Permission`
  context.keep(id, {
    ...bucket,
    DependsOn: [...dependsOn(bucket), permission],
    Properties: withConfigurations(propertiesIn(bucket['Properties']), added),
  })
  context.add(
    permission,
    'AWS::Lambda::Permission',
    {
      Action: 'lambda:InvokeFunction',
      FunctionName: event.target.name,
      Principal: 's3.amazonaws.com',
      SourceAccount: { Ref: 'AWS::AccountId' },
    },
    event.own,
  )
}

const dependsOn = ({ DependsOn: given }: Properties): unknown[] =>
  given === undefined ? [] : Array.isArray(given) ? given : [given]

function withConfigurations(properties: Properties, added: readonly Properties[]): Properties {
  const notifications = propertiesIn(properties['NotificationConfiguration'])
  const given = notifications['LambdaConfigurations']
  return {
    ...properties,
    NotificationConfiguration: {
      ...notifications,
      LambdaConfigurations: [...(Array.isArray(given) ? (given as unknown[]) : []), ...added],
    },
  }
}
