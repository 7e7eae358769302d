/** What reaches the targets of rules, and what becomes of the rest. */
import { describe, expect, it } from 'vitest'
import { ENTRY, PREFIX, put, setUp } from './eventbridge.fixture.ts'

describe('deliveries', () => {
  const EVENT = { source: 'shop', detailType: 'Placed', detail: { id: 'o1' } }

  it('are the cause of what their targets do', async () => {
    const { region, client } = setUp()
    const mail = region.registerFunction('mail', async () => 'sent')
    const jobs = region.createQueue('jobs')
    const other = region.createEventBus('other')
    region.eventBus('default').rule('a', { source: ['shop'] }, mail)
    region.eventBus('default').rule('b', { source: ['shop'] }, jobs)
    region.eventBus('default').rule('c', { source: ['shop'] }, other)
    await put(client, ENTRY)
    await region.idle()
    const [event] = region.eventBus('default').events
    for (const [cause, to] of [
      [mail.lastInvocation?.causedBy, mail.arn],
      [jobs.messages[0]?.causedBy?.causedBy, jobs.arn],
      [other.events[0]?.causedBy, other.arn],
    ] as const) {
      expect(cause).toMatchObject({ kind: 'delivery', to, status: 'delivered' })
      expect(cause?.causedBy).toBe(event)
    }
  })

  it('to another bus keep the event, and end there', async () => {
    const { region } = setUp()
    const [one, two, three] = ['one', 'two', 'three'].map((name) => region.createEventBus(name))
    if (!one || !two || !three) throw new Error('three buses')
    one.rule('on', { source: ['shop'] }, two)
    two.rule('on', { source: ['shop'] }, three)
    const { eventId } = one.put(EVENT)
    await region.idle()
    expect(two.events.map(({ id, matched }) => [id, matched])).toEqual([[eventId, ['on']]])
    expect(three.events).toEqual([])
    expect(String(region.trace())).toContain('goes to no third one')
  })

  it('to topics', async () => {
    const { region } = setUp()
    const bus = region.createEventBus('shop')
    const placed = region.createTopic('placed')
    bus.rule('t', { source: ['shop'] }, placed, { inputPath: '$.detail' })
    bus.put(EVENT)
    await region.idle()
    expect(placed.messages.map(({ message }) => message)).toEqual(['{"id":"o1"}'])
  })

  it('to streams and FIFO queues', async () => {
    const { region } = setUp()
    const bus = region.createEventBus('shop')
    const clicks = region.createStream('clicks')
    const jobs = region.createQueue('jobs.fifo', { fifo: true })
    bus.rule('s', { source: ['shop'] }, clicks)
    bus.rule('q', { source: ['shop'] }, jobs, { messageGroupId: 'g' })
    bus.put(EVENT)
    await region.idle()
    expect(jobs.messages[0]?.json).toMatchObject({ detail: { id: 'o1' } })
    expect(clicks.records).toHaveLength(1)
  })

  it('that cannot succeed go to the dead-letter queue at once, others by age', async () => {
    const { region } = setUp()
    const bus = region.createEventBus('shop')
    const [jobs, dead] = [region.createQueue('jobs'), region.createQueue('dead')]
    bus.rule('gone', { source: ['shop'] }, 'nobody', { deadLetterQueue: dead })
    bus.rule('late', { source: ['shop'] }, jobs, { maxEventAge: '1m', deadLetterQueue: dead })
    jobs.fail('SendMessage', 'InternalFailure', { times: 100 })
    const { eventId } = bus.put(EVENT)
    await region.idle()
    const rule = (name: string) => `${PREFIX}:rule/shop/${name}`
    expect(dead.messages.map(({ json, attributes }) => [json, attributes])).toEqual([
      [
        expect.objectContaining({ id: eventId }),
        expect.objectContaining({
          RULE_ARN: rule('gone'),
          TARGET_ARN: 'arn:aws:lambda:us-east-1:123456789012:function:nobody',
          ERROR_CODE: 'NO_RESOURCE',
          RETRY_ATTEMPTS: '0',
        }),
      ],
      [
        expect.objectContaining({ id: eventId }),
        expect.objectContaining({
          RULE_ARN: rule('late'),
          ERROR_CODE: 'ERROR_FROM_TARGET',
          EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds',
        }),
      ],
    ])
  })

  it('come from functions: destinations', async () => {
    const { region } = setUp()
    const bus = region.createEventBus('shop')
    const work = region.registerFunction('work', async () => 'done', { onSuccess: bus })
    await work.invoke({ n: 1 }, { type: 'Event' })
    await region.idle()
    expect(bus.events).toMatchObject([
      {
        source: 'lambda',
        detailType: 'Lambda Function Invocation Result - Success',
        detail: { requestPayload: { n: 1 }, responsePayload: 'done' },
      },
    ])
  })
})
