/**
 * The events of functions.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html
 */
import { isObject } from '../../../core/json.ts'
import { didYouMean } from '../../../core/errors.ts'
import type { Apis } from '../apis/apis.ts'
import { checkEventProperties } from '../check-properties.ts'
import { inherited, propertiesIn, type SamContext, type SamResource } from '../context.ts'
import { invalidEvent, invalidResource } from '../errors.ts'
import type { InvokeTarget, SamEvent } from './event.ts'
import { bucketEvent } from './bucket.ts'
import { cognitoEvent, logsEvent } from './others.ts'
import { ruleEvent, scheduleEvent, scheduleV2Event } from './rules.ts'
import { queueEvent, streamEvent } from './mappings.ts'
import { topicEvent } from './topic.ts'

type Translate = (event: SamEvent, context: SamContext) => void

const EVENTS: ReadonlyMap<string, Translate> = new Map<string, Translate>([
  ['SQS', queueEvent],
  ['Kinesis', streamEvent],
  ['DynamoDB', streamEvent],
  ['SNS', topicEvent],
  ['S3', bucketEvent],
  ['Schedule', scheduleEvent],
  ['ScheduleV2', scheduleV2Event],
  ['EventBridgeRule', ruleEvent],
  ['CloudWatchEvent', ruleEvent],
  ['Cognito', cognitoEvent],
  ['CloudWatchLogs', logsEvent],
])

/** Sources that are not simulated. A resource of their type stays, and `stack.skipped` names it. */
const OTHERS: readonly string[] = [
  ...['MSK', 'MQ', 'SelfManagedKafka', 'DocumentDB', 'IoTRule', 'AlexaSkill', 'WebSocketApi'],
]

export function translateEvents(
  { id, properties, attributes }: SamResource,
  context: SamContext,
  apis: Apis,
  target: InvokeTarget,
): void {
  const events = properties['Events']
  if (events === undefined) return
  if (!isObject(events)) throw invalidResource(id, "Property 'Events' should be a map.")
  const own = inherited(attributes)
  for (const [name, given] of Object.entries(events)) {
    if (!isObject(given) || typeof given['Type'] !== 'string')
      throw invalidEvent(id, name, "Missing required property 'Type'.")
    const type = given['Type']
    const event = {
      name,
      functionId: id,
      type,
      properties: propertiesIn(given['Properties']),
      target,
      own,
    }
    checkEventProperties(id, name, type, event.properties)
    if (type === 'Api' || type === 'HttpApi') apis.addRoute(event)
    else translateOne(event, context)
  }
}

function translateOne(event: SamEvent, context: SamContext): void {
  const { name, functionId, type, properties, own } = event
  const translation = EVENTS.get(type)
  if (translation) {
    translation(event, context)
    return
  }
  if (!OTHERS.includes(type)) {
    const known = [...EVENTS.keys(), ...OTHERS, 'Api', 'HttpApi']
    throw invalidEvent(
      functionId,
      name,
      `'${type}' is not a supported event type.`,
      didYouMean(type, known),
    )
  }
  context.add(`${functionId}${name}`, `AWS::Serverless::Event::${type}`, properties, own)
}
