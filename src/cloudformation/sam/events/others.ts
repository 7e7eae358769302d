/** Events of user pools and log groups. */
import { getAtt, propertiesIn, referencedId, type SamContext } from '../context.ts'
import { setOwn } from '../../../core/set-own.ts'
import { invalidEvent } from '../errors.ts'
import { allow, idOf, required, type SamEvent } from './event.ts'

// AWS: sam-property-function-cognito.html: triggers in the pool's LambdaConfig
export function cognitoEvent(event: SamEvent, context: SamContext): void {
  const id = referencedId(required(event, 'UserPool'))
  const source = id === undefined ? undefined : context.sourceOf(id)
  if (id === undefined || !source) {
    throw invalidEvent(
      event.functionId,
      event.name,
      'Cognito events must reference a Cognito UserPool in the same template.',
    )
  }
  const pool = context.resources[id] ?? { Type: 'AWS::Cognito::UserPool', ...source }
  const properties = propertiesIn(pool['Properties'])
  const triggers = { ...propertiesIn(properties['LambdaConfig']) }
  const given = required(event, 'Trigger')
  for (const trigger of Array.isArray(given) ? (given as unknown[]) : [given])
    setOwn(triggers, String(trigger), event.target.arn)
  context.keep(id, { ...pool, Properties: { ...properties, LambdaConfig: triggers } })
  allow(event, context, 'cognito-idp.amazonaws.com', getAtt(id, 'Arn'), 'CognitoPermission')
}

// AWS: sam-property-function-cloudwatchlogs.html
export function logsEvent(event: SamEvent, context: SamContext): void {
  const group = required(event, 'LogGroupName')
  const permission = `${idOf(event)}Permission`
  context.add(
    idOf(event),
    'AWS::Logs::SubscriptionFilter',
    {
      LogGroupName: group,
      FilterPattern: required(event, 'FilterPattern'),
      DestinationArn: event.target.arn,
    },
    { ...event.own, DependsOn: [permission] },
  )
  const source = {
    'Fn::Sub': [
      'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${__LogGroupName__}:*',
      { __LogGroupName__: group },
    ],
  }
  allow(event, context, 'logs.amazonaws.com', source)
}
