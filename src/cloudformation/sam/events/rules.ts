/**
 * Events of rules and schedules.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventbridgerule.html
 */
import { isObject } from '../../../core/json.ts'
import { withoutUndefined } from '../../../core/without-undefined.ts'
import { getAtt, propertiesIn, ref, type Properties, type SamContext } from '../context.ts'
import { invalidEvent } from '../errors.ts'
import { allowing } from '../inline-policies.ts'
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
  checkDeadLetter(event, config)
  if (config['Arn'] !== undefined) return { Arn: config['Arn'] }
  const id = madeQueueOf(event, config)
  context.add(id, 'AWS::SQS::Queue', {}, event.own)
  return { Arn: getAtt(id, 'Arn') }
}

const madeQueueOf = (event: SamEvent, { QueueLogicalId: given }: Properties): string =>
  typeof given === 'string' ? given : `${idOf(event)}Queue`

// AWS: serverless-application-model, samtranslator/model/eventbridge_utils.py
function checkDeadLetter(
  { functionId, name }: SamEvent,
  { Arn: arn, Type: type }: Properties,
): void {
  const problem =
    arn !== undefined && type !== undefined
      ? "You can either define 'Arn' or 'Type' property of DeadLetterConfig"
      : arn === undefined && type === undefined
        ? "'Arn' or 'Type' property required"
        : type !== undefined && type !== 'SQS'
          ? "The only valid value for 'Type' property of DeadLetterConfig is 'SQS'"
          : undefined
  if (problem !== undefined) throw invalidEvent(functionId, name, problem)
}

/** The queue that was made for a rule lets EventBridge send to it. */
function allowDeadLetters(event: SamEvent, context: SamContext): void {
  const config = event.properties['DeadLetterConfig']
  if (!isObject(config) || config['Arn'] !== undefined) return
  const id = idOf(event)
  const queue = madeQueueOf(event, config)
  const Statement = [
    {
      ...{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' } },
      ...{ Action: 'sqs:SendMessage', Resource: getAtt(queue, 'Arn') },
      Condition: { ArnEquals: { 'aws:SourceArn': getAtt(id, 'Arn') } },
    },
  ]
  context.add(
    `${id}QueuePolicy`,
    'AWS::SQS::QueuePolicy',
    { PolicyDocument: { Version: '2012-10-17', Statement }, Queues: [ref(queue)] },
    event.own,
  )
}

function addRule(event: SamEvent, context: SamContext, rule: Properties): void {
  const { properties, name, functionId, target, own } = event
  if (properties['State'] !== undefined && properties['Enabled'] !== undefined) {
    const problem = 'State and Enabled Properties cannot both be specified.'
    throw invalidEvent(functionId, name, problem)
  }
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
  allowDeadLetters(event, context)
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
  const deadLetters = deadLetterOf(event, context)
  if (properties['OmitName'] === true && properties['Name'] !== undefined)
    throw invalidEvent(functionId, name, 'Name cannot be set when OmitName is True')
  if (role === undefined) addSchedulerRole(event, deadLetters, context)
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
        DeadLetterConfig: deadLetters,
        RetryPolicy: properties['RetryPolicy'],
      }),
    },
    own,
  )
}

function addSchedulerRole(
  event: SamEvent,
  deadLetters: Properties | undefined,
  context: SamContext,
): void {
  const { target, own, properties } = event
  const id = idOf(event)
  context.add(
    `${id}Role`,
    'AWS::IAM::Role',
    {
      PermissionsBoundary: properties['PermissionsBoundary'],
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
        allowing(`${id}LambdaPolicy`, 'lambda:InvokeFunction', target.arn),
        ...(deadLetters ? [allowing(`${id}SQSPolicy`, 'sqs:SendMessage', deadLetters['Arn'])] : []),
      ],
    },
    own,
  )
}
