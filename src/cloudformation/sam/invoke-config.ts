/**
 * EventInvokeConfig: what happens to asynchronous events.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventinvokeconfiguration.html
 */
import { isObject } from '../../core/json.ts'
import { withoutUndefined } from '../../core/without-undefined.ts'
import {
  getAtt,
  propertiesIn,
  ref,
  type Properties,
  type SamContext,
  type SamResource,
} from './context.ts'

export function translateInvokeConfig(
  { id, properties, attributes }: SamResource,
  context: SamContext,
): void {
  const config = properties['EventInvokeConfig']
  if (!isObject(config)) return
  const own = withoutUndefined({ Condition: attributes['Condition'] })
  const destinations = propertiesIn(config['DestinationConfig'])
  const alias = context.resolve(properties['AutoPublishAlias'])
  context.add(
    `${id}EventInvokeConfig`,
    'AWS::Lambda::EventInvokeConfig',
    {
      FunctionName: ref(id),
      Qualifier: typeof alias === 'string' ? alias : '$LATEST',
      MaximumEventAgeInSeconds: config['MaximumEventAgeInSeconds'],
      MaximumRetryAttempts: config['MaximumRetryAttempts'],
      DestinationConfig: isObject(config['DestinationConfig'])
        ? withoutUndefined({
            OnSuccess: destination(id, 'OnSuccess', destinations['OnSuccess'], own, context),
            OnFailure: destination(id, 'OnFailure', destinations['OnFailure'], own, context),
          })
        : undefined,
    },
    own,
  )
}

/** A queue or topic without an ARN is made with the function. */
function destination(
  id: string,
  when: string,
  given: unknown,
  own: Properties,
  context: SamContext,
): Properties | undefined {
  if (!isObject(given)) return undefined
  if (given['Destination'] !== undefined) return { Destination: given['Destination'] }
  const isQueue = given['Type'] === 'SQS'
  const made = `${id}EventInvokeConfig${when}${isQueue ? 'Queue' : 'Topic'}`
  context.refer(id, `Destination${isQueue ? 'Queue' : 'Topic'}`, made)
  context.add(made, isQueue ? 'AWS::SQS::Queue' : 'AWS::SNS::Topic', {}, own)
  return { Destination: isQueue ? getAtt(made, 'Arn') : ref(made) }
}
