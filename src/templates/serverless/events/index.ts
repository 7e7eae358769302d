/**
 * The events of a service's functions.
 * AWS: https://www.serverless.com/framework/docs/providers/aws/events
 */
import type { Draft } from '../draft.ts'
import { functionId } from '../names.ts'
import type { ServerlessEvent, Service } from '../service.ts'
import type { EventSource } from './event.ts'
import { addHttpApi, addHttpRoute } from './http-api.ts'
import { addMapping } from './mappings.ts'
import { addRestApi, addRestRoute } from './rest-api.ts'
import { addBusRule, addSchedule } from './rules.ts'
import { addBucketEvent, addLogEvent, addTopicEvent, addUserPoolEvent } from './others.ts'
import { addWebsocketApi, addWebsocketRoute } from './websocket.ts'

type Add = (source: EventSource, draft: Draft) => void

const EVENTS: ReadonlyMap<string, Add> = new Map<string, Add>([
  ['http', addRestRoute],
  ['httpApi', addHttpRoute],
  ['websocket', addWebsocketRoute],
  ['sqs', (source, draft) => addMapping(source, draft, 'sqs')],
  ['stream', (source, draft) => addMapping(source, draft, 'stream')],
  ['schedule', addSchedule],
  ['eventBridge', (source, draft) => addBusRule(source, draft, 'EventBridge')],
  // Rules for events of AWS have the ids of the older name of the service.
  ['cloudwatchEvent', (source, draft) => addBusRule(source, draft, 'EventsRuleCloudWatchEvent')],
  ['sns', addTopicEvent],
  ['s3', addBucketEvent],
  ['cloudwatchLog', addLogEvent],
  ['cognitoUserPool', addUserPoolEvent],
])

export function addEvents(service: Service, draft: Draft): void {
  addApis(service, draft)
  for (const fn of service.functions) {
    const numbers = new Map<string, number>()
    for (const { type, value } of fn.events) {
      const number = (numbers.get(type) ?? 0) + 1
      numbers.set(type, number)
      const id = functionId(fn.key)
      const add = EVENTS.get(type)
      if (add) add({ service, fn, functionId: id, value, number }, draft)
      else
        draft.skip(id, 'serverless.yml', `events.${type}`, `The event '${type}' is not simulated.`)
    }
  }
}

const uses = ({ functions }: Service, type: ServerlessEvent['type']): boolean =>
  functions.some(({ events }) => events.some((event) => event.type === type))

function addApis(service: Service, draft: Draft): void {
  if (uses(service, 'http')) addRestApi(service, draft)
  if (uses(service, 'httpApi')) addHttpApi(service, draft)
  if (uses(service, 'websocket')) addWebsocketApi(service, draft)
}
