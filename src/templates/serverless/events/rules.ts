/** Events of schedules and buses. */
import { isObject } from '../../../core/json.ts'
import { withoutUndefined } from '../../../core/without-undefined.ts'
import { getAtt, ref, type Draft } from '../draft.ts'
import { plainId } from '../names.ts'
import { listOf, membersOf, type Properties } from '../service.ts'
import { allow, baseOf, type EventSource } from './event.ts'

/** `rate(1 hour)`, or an object with one expression or several. */
export function addSchedule(source: EventSource, draft: Draft): void {
  const { value } = source
  const settings: Properties = isObject(value) ? value : { rate: value }
  const before = expressionsBefore(source)
  for (const [index, expression] of listOf(settings['rate']).entries()) {
    const id = `${baseOf(source)}EventsRuleSchedule${before + index + 1}`
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

/** Each expression of a function has a number. */
// AWS: serverless, lib/plugins/aws/package/compile/events/schedule.js
const expressionsBefore = ({ fn, number }: EventSource): number =>
  fn.events
    .filter(({ type }) => type === 'schedule')
    .slice(0, number - 1)
    .flatMap(({ value }) => listOf(isObject(value) ? value['rate'] : value)).length

function addSchedulerSchedule(
  { functionId }: EventSource,
  draft: Draft,
  id: string,
  expression: unknown,
  settings: Properties,
): void {
  draft.add(id, 'AWS::Scheduler::Schedule', {
    Name: settings['name'],
    Description: settings['description'],
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: settings['timezone'],
    FlexibleTimeWindow: { Mode: 'OFF' },
    State: settings['enabled'] === false ? 'DISABLED' : 'ENABLED',
    Target: withoutUndefined({
      Arn: getAtt(functionId, 'Arn'),
      RoleArn: settings['roleArn'] ?? getAtt('IamRoleLambdaExecution', 'Arn'),
      Input: inputText(settings['input']),
    }),
  })
}

/** `word`: what the id of the rule says. */
export function addBusRule(source: EventSource, draft: Draft, word: string): void {
  const { value, number } = source
  const settings = membersOf(value)
  addRule(source, draft, `${baseOf(source)}${word}${number}`, settings, {
    Name: settings['name'],
    Description: settings['description'],
    EventBusName: busOf(settings['eventBus'], draft),
    EventPattern: settings['pattern'] ?? settings['event'],
    ScheduleExpression: settings['schedule'],
    State: settings['enabled'] === false ? 'DISABLED' : 'ENABLED',
  })
}

/** A bus that is named is made with the service. One with an ARN, or of the resources, exists. */
// AWS: https://www.serverless.com/framework/docs/providers/aws/events/event-bridge
function busOf(given: unknown, draft: Draft): unknown {
  if (typeof given !== 'string' || given === 'default' || given.startsWith('arn:')) return given
  // Unverified: the logical id
  const id = `${plainId(given)}EventBus`
  if (!draft.has(id)) draft.add(id, 'AWS::Events::EventBus', { Name: given })
  return ref(id)
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
  allow(source, draft, id.replace(baseOf(source), ''), 'events.amazonaws.com', getAtt(id, 'Arn'))
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
