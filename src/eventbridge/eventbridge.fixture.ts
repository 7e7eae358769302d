/** What the tests of EventBridge share. */
import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type PutEventsRequestEntry,
  type Target,
} from '@aws-sdk/client-eventbridge'
import { createRegion, type Region } from '../region/index.ts'

export const PREFIX = 'arn:aws:events:us-east-1:123456789012'

export const setUp = (): { region: Region; client: EventBridgeClient } => {
  const region = createRegion({ unhandled: 'warn' })
  region.clock.freeze('2026-01-01T00:00:00Z')
  return { region, client: new EventBridgeClient({ ...region.sdk, maxAttempts: 1 }) }
}

export const put = (client: EventBridgeClient, ...entries: PutEventsRequestEntry[]) =>
  client.send(new PutEventsCommand({ Entries: entries }))

export const ENTRY = { Source: 'shop', DetailType: 'OrderPlaced', Detail: '{ "id": "o1" }' }

export const putRule = (client: EventBridgeClient, Name: string, pattern: object, bus?: string) =>
  client.send(
    new PutRuleCommand({
      Name,
      EventPattern: JSON.stringify(pattern),
      ...(bus !== undefined && { EventBusName: bus }),
    }),
  )

export const putTargets = (client: EventBridgeClient, Rule: string, ...Targets: Target[]) =>
  client.send(new PutTargetsCommand({ Rule, Targets }))
