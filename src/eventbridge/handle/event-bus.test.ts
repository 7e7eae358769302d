import { EventBridgeClient, PutEventsCommand, PutRuleCommand } from '@aws-sdk/client-eventbridge'
import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../../region/index.ts'
import { expectMatchers } from '../../testing/index.ts'
import type { EventBus } from './event-bus.ts'

expect.extend(expectMatchers as unknown as Parameters<typeof expect.extend>[0])
interface BusMatchers {
  toHaveEvent(partial: object): void
  toHaveMatched(rule: unknown, partial?: object): void
}
const matchers = (subject: unknown): BusMatchers & { readonly not: BusMatchers } =>
  expect(subject) as unknown as BusMatchers & { readonly not: BusMatchers }

const setUp = (): { region: Region; bus: EventBus } => {
  const region = createRegion()
  return { region, bus: region.createEventBus('shop') }
}

const EVENT = { source: 'shop', detailType: 'Placed', detail: { id: 'o1', lines: [{ n: 1 }] } }

describe('a bus’s handle', () => {
  it('prints as its ARN, and is found by it', () => {
    const { region, bus } = setUp()
    expect(`${bus}`).toBe('arn:aws:events:us-east-1:123456789012:event-bus/shop')
    expect(region.eventBus(bus.arn).name).toBe('shop')
    expect(() => region.eventBus('shp')).toThrow("There is no event bus 'shp'")
    expect(() => region.createEventBus('default')).toThrow("region.eventBus('default')")
  })

  it('puts events with either spelling', () => {
    const { bus } = setUp()
    bus.put(EVENT)
    bus.put({ source: 'shop', 'detail-type': 'Paid', detail: {}, time: '2026-01-01T00:00:00.5Z' })
    expect(bus.events.map(({ detailType }) => detailType)).toEqual(['Placed', 'Paid'])
    expect(bus.events[1]?.time).toBe('2026-01-01T00:00:00Z')
  })

  it('says why rules did not match', () => {
    const { bus } = setUp()
    bus.rule('source', { source: ['crm'] }, 'f')
    bus.rule('detail', { source: ['shop'], detail: { id: [{ prefix: 'x' }] } }, 'f')
    bus.rule('absent', { detail: { lines: { m: [1] } } }, 'f')
    bus.rule('or', { $or: [{ source: ['a'] }, { detailType: ['b'] }] }, 'f')
    bus.rule('slip', { detail_type: ['Placed'] }, 'f')
    bus.rule('off', { source: ['shop'] }, 'f', { enabled: false })
    bus.rule('on', { detailType: ['Placed'] }, 'f')
    bus.put(EVENT)
    expect(bus.events[0]?.matched).toEqual(['on'])
    expect(bus.events[0]?.unmatched).toEqual({
      source: 'source: "shop" is none of ["crm"]',
      detail: 'detail.id: "o1" is none of [{"prefix":"x"}]',
      absent: 'detail.lines.m: the event has none. Wanted [1]',
      or: '$or: no alternative matches',
      slip: `detail_type: the event has none. Wanted ["Placed"]. Did you mean 'detail-type'?`,
      off: 'the rule is disabled',
    })
  })

  it('has rules that are disabled, enabled and deleted', () => {
    const { bus } = setUp()
    const rule = bus.rule('mail', { source: ['shop'] }, 'f')
    expect(rule.arn).toBe('arn:aws:events:us-east-1:123456789012:rule/shop/mail')
    rule.disable()
    expect(rule.enabled).toBe(false)
    bus.put(EVENT)
    rule.enable()
    bus.put(EVENT)
    expect(bus.events.map(({ matched }) => matched)).toEqual([[], ['mail']])
    rule.delete()
    expect(bus.rules).toEqual([])
    expect(() => rule.enable()).toThrow("The rule 'mail' does not exist or was deleted")
  })

  it('belongs to its region, its forks and its declaration', async () => {
    const { region, bus } = setUp()
    bus.rule('mail', { source: ['shop'] }, 'f')
    const fork = region.fork()
    fork.eventBus('shop').rule('more', { source: ['x'] }, 'f')
    fork.eventBus('shop').put(EVENT)
    expect([bus.rules, bus.events]).toEqual([['mail'], []])
    await new EventBridgeClient(region.sdk).send(
      new PutRuleCommand({ Name: 'sdk', EventBusName: 'shop', EventPattern: '{"source":["a"]}' }),
    )
    bus.put(EVENT)
    region.reset()
    expect([bus.rules, bus.events]).toEqual([['mail'], []])
    expect(() => region.in('eu-west-1').eventBus('shop')).toThrow('There is no event bus')
    expect(region.in('eu-west-1').eventBus('default').events).toEqual([])
  })

  it('fails as planned, and is covered', async () => {
    const { region, bus } = setUp()
    bus.rule('mail', { source: ['shop'] }, 'f')
    bus.fail('PutEvents', 'InternalException')
    const client = new EventBridgeClient({ ...region.sdk, maxAttempts: 1 })
    const put = (EventBusName: string) =>
      client.send(
        new PutEventsCommand({
          Entries: [{ EventBusName, Source: 'shop', DetailType: 'd', Detail: '{}' }],
        }),
      )
    await put('default')
    await expect(put('shop')).rejects.toMatchObject({ name: 'InternalException' })
    await put('shop')
    expect(bus.calls.map(({ operation }) => operation).slice(-2)).toEqual([
      'PutEvents',
      'PutEvents',
    ])
    expect(region.coverage().of('rules')).toEqual([{ name: 'shop mail', uses: 1 }])
  })

  it.each<[string, (bus: EventBus) => unknown, string]>([
    ['a pattern', (bus) => bus.rule('r', [] as never, 'f'), 'received an array as its pattern'],
    [
      'an operator',
      (bus) => bus.rule('r', { source: [{ prefx: 'a' }] }, 'f'),
      'Unrecognized match type prefx',
    ],
    [
      'a condition that is no list',
      (bus) => bus.rule('r', { source: 'shop' }, 'f'),
      `"source" must be an object or an array. Expected an event pattern, whose conditions are lists: { source: ['shop']`,
    ],
    ['a target', (bus) => bus.rule('r', { source: ['a'] }, 3 as never), 'received target: 3'],
    [
      'an option',
      (bus) => bus.rule('r', { source: ['a'] }, 'f', { retries: 1 } as never),
      "'retries'",
    ],
    [
      'attempts',
      (bus) => bus.rule('r', { source: ['a'] }, 'f', { retryAttempts: 186 }),
      'was refused',
    ],
    [
      'a detail',
      (bus) => bus.put({ ...EVENT, detail: 'x' as never }),
      'received a string as its detail',
    ],
    ['a source', (bus) => bus.put({ ...EVENT, source: '' }), 'Source is a required argument'],
    ['a member', (bus) => bus.put({ ...EVENT, type: 'x' } as never), "'type'"],
  ])('refuses slips: %s', (_, slip, message) => {
    const { bus } = setUp()
    expect(() => slip(bus)).toThrow(message)
    expect(bus.rules).toEqual([])
  })

  it('refuses a second rule of a name', () => {
    const { bus } = setUp()
    bus.rule('r', { source: ['a'] }, 'f')
    expect(() => bus.rule('r', { source: ['b'] }, 'f')).toThrow("There is already a rule 'r'")
  })
})

it('a trace says why no rule matched', () => {
  const { region, bus } = setUp()
  bus.rule('mail', { source: ['crm'] }, 'f')
  bus.put(EVENT)
  expect(String(region.trace(bus.events[0]!))).toContain('mail: source: "shop" is none of ["crm"]')
  for (let n = 0; n < 4; n++) bus.rule(`other-${n}`, { source: ['crm'] }, 'f')
  bus.put(EVENT)
  expect(String(region.trace(bus.events[1]!))).toContain('… 2 more rules')
})

describe('matchers', () => {
  it('pass and fail with what came near', () => {
    const { bus } = setUp()
    bus.rule('mail', { source: ['crm'] }, 'f')
    const all = bus.rule('all', { source: ['shop'] }, 'f')
    bus.put(EVENT)
    matchers(bus).toHaveEvent({ 'detail-type': 'Placed', detail: { id: expect.any(String) } })
    matchers(bus).not.toHaveEvent({ source: 'crm' })
    matchers(bus).toHaveMatched(all, { detail: { id: 'o1' } })
    matchers(bus).not.toHaveMatched('mail')
    expect(() => matchers(bus).toHaveEvent({ source: 'crm' })).toThrow(
      /lines marked '-'\. 1 event was put\. The nearest one:[^]*- {3}source: 'crm',[^]*\+ {3}source: 'shop',/,
    )
    expect(() => matchers(bus).toHaveMatched('mail')).toThrow(
      /rule 'mail' of shop to have matched an event\. 1 event was put\.\n\n.*source: "shop" is none of \["crm"\]/,
    )
    expect(() => matchers(bus).toHaveMatched('mial')).toThrow("Did you mean 'mail'?")
    expect(() => matchers({}).toHaveEvent({})).toThrow('toHaveEvent received {}.')
  })
})
