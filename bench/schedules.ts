/** Measures schedules, and the rules of a bus as they grow in number. */
import { EventBridgeClient, PutRuleCommand } from '@aws-sdk/client-eventbridge'
import { createRegion, type Region } from 'miniregion'
import { summarize, timeSync, type Measure } from './measure.js'

const EVENT = { source: 'shop', detailType: 'OrderPlaced', detail: { orderId: 'o1', amount: 9 } }

const ROUNDS = 15

/** Returns µs of an event that matches no rule, beside rules for other sources and for other details. */
export async function measureRules(others: number): Promise<Measure> {
  const region = createRegion()
  const bus = region.createEventBus('shop')
  const queue = region.createQueue('orders')
  for (let n = 0; n < others; n++) {
    const pattern = n % 2 === 0 ? { source: [`source-${n}`] } : { detail: { orderId: [`o-${n}`] } }
    bus.rule(`other-${n}`, pattern, queue)
  }
  bus.rule('large', { source: ['shop'], detail: { amount: [{ numeric: ['>', 10] }] } }, queue)
  const samples: number[] = []
  for (let round = 0; round < ROUNDS; round++) samples.push(timeSync(10_000, () => bus.put(EVENT)))
  return summarize(samples.slice(1))
}

const SCHEDULES: Readonly<Record<string, (region: Region) => unknown>> = {
  'a rule without a target': (region) =>
    new EventBridgeClient(region.sdk).send(
      new PutRuleCommand({ Name: 'minutely', ScheduleExpression: 'cron(* * * * ? *)' }),
    ),
  'a rule to a queue': (region) =>
    region.eventBus('default').rule('minutely', 'cron(* * * * ? *)', region.createQueue('minutes')),
  'a schedule to a queue': (region) =>
    region.createSchedule('minutely', 'rate(1 minute)', region.createQueue('minutes')),
}

export const scheduleNames: readonly string[] = Object.keys(SCHEDULES)

/** Returns ms of a year of a schedule that runs every minute. */
export async function measureYear(name: string): Promise<number> {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  await SCHEDULES[name]!(region)
  const start = performance.now()
  await region.clock.advance('365d')
  return performance.now() - start
}
