/** Events of schedules and buses. */
import { isObject } from '../../../core/json.ts'
import { withoutUndefined } from '../../../core/without-undefined.ts'
import { getAtt, type Draft } from '../draft.ts'
import { listOf, membersOf, type Properties } from '../service.ts'
import { allow, type EventSource } from './event.ts'

/** `rate(1 hour)`, or an object with one expression or several. */
export function addSchedule(source: EventSource, draft: Draft): void {
  const { value, number, functionId } = source
  const settings: Properties = isObject(value) ? value : { rate: value }
  for (const [index, expression] of listOf(settings['rate']).entries()) {
    const id = `${functionId}EventsRuleSchedule${number}${index > 0 ? `x${index}` : ''}`
    if (settings['method'] === 'scheduler')
      addSchedulerSchedule(source, draft, id, expression, settings)
    else
      addRule(source, draft, id, settings, {
        Name: settings['name'],
        Description: settings['description'],
        ScheduleExpression: expression,
        State: settings['enabled'] === false ? 'DISABLED' : 'ENABLED',
      })
  }
}

function addSchedulerSchedule(
  { functionId }: EventSource,
  draft: Draft,
  id: string,
  expression: unknown,
  settings: Properties,
): void {
  draft.add(id, 'AWS::Scheduler::Schedule', {
    Name: settings['name'],
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: settings['timezone'],
    FlexibleTimeWindow: { Mode: 'OFF' },
    State: settings['enabled'] === false ? 'DISABLED' : 'ENABLED',
    Target: withoutUndefined({
      Arn: getAtt(functionId, 'Arn'),
      RoleArn: getAtt('IamRoleLambdaExecution', 'Arn'),
      Input: inputText(settings['input']),
    }),
  })
}

export function addBusRule(source: EventSource, draft: Draft): void {
  const { value, number, functionId } = source
  const settings = membersOf(value)
  addRule(source, draft, `${functionId}EventBridge${number}`, settings, {
    EventBusName: settings['eventBus'],
    EventPattern: settings['pattern'] ?? settings['event'],
    ScheduleExpression: settings['schedule'],
    State: settings['enabled'] === false ? 'DISABLED' : 'ENABLED',
  })
}

function addRule(
  source: EventSource,
  draft: Draft,
  id: string,
  settings: Properties,
  rule: Properties,
): void {
  const { functionId } = source
  const transformer = membersOf(settings['inputTransformer'])
  draft.add(id, 'AWS::Events::Rule', {
    ...rule,
    Targets: [
      withoutUndefined({
        Arn: getAtt(functionId, 'Arn'),
        Id: `${functionId}Target`.slice(0, 64),
        Input: inputText(settings['input']),
        InputPath: settings['inputPath'],
        InputTransformer:
          settings['inputTransformer'] === undefined
            ? undefined
            : withoutUndefined({
                InputPathsMap: transformer['inputPathsMap'],
                InputTemplate: transformer['inputTemplate'],
              }),
        DeadLetterConfig:
          settings['deadLetterQueueArn'] === undefined
            ? undefined
            : { Arn: settings['deadLetterQueueArn'] },
        RetryPolicy: retryOf(membersOf(settings['retryPolicy'])),
      }),
    ],
  })
  allow(source, draft, id.replace(functionId, ''), 'events.amazonaws.com', getAtt(id, 'Arn'))
}

const inputText = (input: unknown): unknown =>
  input === undefined || typeof input === 'string' ? input : JSON.stringify(input)

const retryOf = ({ maximumEventAge, maximumRetryAttempts }: Properties): Properties | undefined =>
  maximumEventAge === undefined && maximumRetryAttempts === undefined
    ? undefined
    : withoutUndefined({
        MaximumEventAgeInSeconds: maximumEventAge,
        MaximumRetryAttempts: maximumRetryAttempts,
      })
