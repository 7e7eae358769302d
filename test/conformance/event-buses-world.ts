/** Event buses and rules, in a case. */
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge'
import type { Json, JsonObject } from './case.ts'
import type { CaseWorld, Part } from './part.ts'
import { resolve } from './sdk-world.ts'

async function createBuses({ region }: CaseWorld, buses: Json): Promise<void> {
  const client = new EventBridgeClient(region.sdk)
  const names = Array.isArray(buses) ? (buses as string[]) : Object.keys(buses as JsonObject)
  for (const Name of names) await client.send(new CreateEventBusCommand({ Name }))
  client.destroy()
}

/** A pattern is no matcher: its `$or` is the pattern language's own. */
async function createRules(world: CaseWorld, rules: Json): Promise<void> {
  const client = new EventBridgeClient(world.region.sdk)
  for (const [Name, rule] of Object.entries(rules as Record<string, any>)) {
    const { pattern, queue, targets = [], bus, ...rest } = rule
    const unknown = Object.keys(rest)
    if (unknown.length > 0)
      throw new Error(`given.eventRules.${unknown.join()} is not known to the runner`)
    const EventBusName = bus && { EventBusName: bus as string }
    await client.send(
      new PutRuleCommand({ Name, EventPattern: JSON.stringify(pattern), ...EventBusName }),
    )
    const ofQueue = queue ? [{ Id: 'queue', Arn: { $queueArn: queue as string } }] : []
    const Targets = resolve(world, [...ofQueue, ...targets]) as Target[]
    if (Targets.length === 0) continue
    await client.send(new PutTargetsCommand({ Rule: Name, Targets, ...EventBusName }))
  }
  client.destroy()
}

export const eventBusesWorld: Part = {
  given: { eventBuses: createBuses, eventRules: createRules },
}
