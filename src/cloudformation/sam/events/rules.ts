/**
 * Events of rules and schedules.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventbridgerule.html
 */
import { isObject } from '../../../core/json.ts'
import { withoutUndefined } from '../../../core/without-undefined.ts'
import { getAtt, propertiesIn, type Properties, type SamContext } from '../context.ts'
import { allow, idOf, required, type SamEvent } from './event.ts'

/** `Enabled: false` and `State: DISABLED` say the same. */
function stateOf({ State: state, Enabled: enabled }: Properties): unknown {
  if (enabled === undefined) return state
  return enabled === false || enabled === 'false' ? 'DISABLED' : 'ENABLED'
}

/** A dead-letter queue that the event gives, or that is made for it (`Type: SQS`). */
function deadLetterOf(event: SamEvent, context: SamContext): Properties | undefined {
  const config = event.properties['DeadLetterConfig']
  if (!isObject(config)) return undefined
  if (config['Arn'] !== undefined) return { Arn: config['Arn'] }
  const { QueueLogicalId: given } = config
  const id = typeof given === 'string' ? given : `${idOf(event)}Queue`
  context.add(id, 'AWS::SQS::Queue', {}, event.own)
  return { Arn: getAtt(id, 'Arn') }
}

function addRule(event: SamEvent, context: SamContext, rule: Properties): void {
  const { properties, name, functionId, target, own } = event
  const { Id: given } = propertiesIn(properties['Target'])
  const id = idOf(event)
  context.add(
    id,
    'AWS::Events::Rule',
    {
      ...rule,
      State: stateOf(properties),
      Targets: [
        withoutUndefined({
          Arn: target.arn,
          Id: given ?? `${functionId}${name}LambdaTarget`,
          Input: properties['Input'],
          InputPath: properties['InputPath'],
          InputTransformer: properties['InputTransformer'],
          DeadLetterConfig: deadLetterOf(event, context),
          RetryPolicy: properties['RetryPolicy'],
        }),
      ],
    },
    own,
  )
  allow(event, context, 'events.amazonaws.com', getAtt(id, 'Arn'))
}

export const ruleEvent = (event: SamEvent, context: SamContext): void =>
  addRule(event, context, {
    Name: event.properties['RuleName'],
    EventBusName: event.properties['EventBusName'],
    EventPattern: required(event, 'Pattern'),
  })

export const scheduleEvent = (event: SamEvent, context: SamContext): void =>
  addRule(event, context, {
    Name: event.properties['Name'],
    Description: event.properties['Description'],
    ScheduleExpression: required(event, 'Schedule'),
  })

// AWS: sam-property-function-schedulev2.html (the name of the schedule is the event's)
export function scheduleV2Event(event: SamEvent, context: SamContext): void {
  const { properties, functionId, name, target, own } = event
  const id = idOf(event)
  const { RoleArn: role } = properties
  if (role === undefined) addSchedulerRole(event, context)
  context.add(
    id,
    'AWS::Scheduler::Schedule',
    {
      Name: properties['OmitName'] === true ? undefined : (properties['Name'] ?? id),
      ScheduleExpression: required(event, 'ScheduleExpression'),
      ScheduleExpressionTimezone: properties['ScheduleExpressionTimezone'],
      FlexibleTimeWindow: properties['FlexibleTimeWindow'] ?? { Mode: 'OFF' },
      Description: properties['Description'],
      StartDate: properties['StartDate'],
      EndDate: properties['EndDate'],
      GroupName: properties['GroupName'],
      KmsKeyArn: properties['KmsKeyArn'],
      State: properties['State'],
      Target: withoutUndefined({
        Arn: target.arn,
        RoleArn: role ?? getAtt(`${functionId}${name}Role`, 'Arn'),
        Input: properties['Input'],
        DeadLetterConfig: deadLetterOf(event, context),
        RetryPolicy: properties['RetryPolicy'],
      }),
    },
    own,
  )
}

function addSchedulerRole({ functionId, name, target, own }: SamEvent, context: SamContext): void {
  const id = `${functionId}${name}Role`
  context.add(
    id,
    'AWS::IAM::Role',
    {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: ['scheduler.amazonaws.com'] },
            Action: ['sts:AssumeRole'],
          },
        ],
      },
      Policies: [
        {
          PolicyName: `${id}LambdaPolicy`,
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: target.arn }],
          },
        },
      ],
    },
    own,
  )
}
