import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { runInWorld } from '../world/context.ts'
import { handleOf } from '../handle.ts'
import type { CallRecord } from '../journal.ts'
import { StubWorld } from '../testing/stub-world.ts'
import type { World } from '../world/world.ts'
import { Reaction, type ReactionDescription } from './reaction.ts'
import { homeOf, worldOf, writableWorldOf } from './resource-handle.ts'
import { ServiceHandle, type ServiceHandleDescription } from './service-handle.ts'

// A new service's handle.
const QUEUE: ServiceHandleDescription = {
  kind: 'queue',
  noun: 'a queue',
  arn: { service: 'sqs' },
  service: 'sqs',
  operations: ['SendMessage', 'ReceiveMessage'],
  sharedOperations: ['SendToMany'],
  isAbout: (input, name) => (input as { names: string[] }).names.includes(name),
  errors: { OverLimit: { message: 'Too many messages in flight.', status: 403 } },
  open: (world, { name }) => new Queue(world, name),
}

class Queue extends ServiceHandle<'SendMessage' | 'ReceiveMessage' | 'SendToMany'> {
  constructor(home: World, name: string) {
    super(QUEUE, home, name)
  }
}

const arn = 'arn:aws:sqs:us-east-1:123456789012:jobs'

function call(
  world: StubWorld,
  operation: string,
  resource: string | undefined,
  input: object = {},
) {
  const record: CallRecord = {
    kind: 'call',
    at: 0,
    causedBy: world.journal.root,
    requestId: '',
    service: 'sqs',
    operation,
    resource,
    source: 'sdk',
    input,
    output: undefined,
    error: undefined,
    status: 200,
    duration: 0,
  }
  world.journal.append(record)
  return world.faults.match(record).map((effect) => effect.type)
}

describe('a handle', () => {
  const world = new StubWorld()
  const jobs = new Queue(world, 'jobs')

  it('converts to its ARN, and prints as one line', () => {
    expect(jobs.arn).toBe(arn)
    expect(`${jobs}`).toBe(arn)
    expect(`${jobs}/*`).toBe(`${arn}/*`)
    expect(JSON.stringify({ jobs })).toBe(JSON.stringify({ jobs: arn }))
    expect(inspect({ jobs })).toBe(`{ jobs: Queue 'jobs' (${arn}) }`)
  })

  it('is recognized by its kind, and opens in another world', () => {
    const identity = handleOf(jobs)
    expect(identity).toMatchObject({ kind: 'queue', home: world })
    const fork = new StubWorld({ parent: world })
    const bound = identity?.withWorld(fork)
    expect(bound).toBeInstanceOf(Queue)
    expect(handleOf(bound)?.home).toBe(fork)
  })

  it('equals another handle with the same name', () => {
    expect(new Queue(world, 'jobs')).toEqual(jobs)
    expect(new Queue(world, 'other')).not.toEqual(jobs)
    expect(Object.keys(jobs)).toEqual(['name'])
  })

  it('means its own region, or the running fork of it', () => {
    const template = new StubWorld()
    const floating = new Queue(template, 'jobs')
    const fork = new StubWorld({ parent: template })
    template.sealed = true
    expect(homeOf(floating)).toBe(template)
    expect(floating.arn).toBe(arn)
    expect(() => floating.calls).toThrow('This handle belongs to a region definition')
    runInWorld(fork, () => {
      call(fork, 'SendMessage', 'jobs')
      expect(worldOf(floating)).toBe(fork)
      expect(floating.calls).toHaveLength(1)
    })
    fork.ended = true
    runInWorld(fork, () => {
      expect(floating.calls).toHaveLength(1)
      expect(() => writableWorldOf(floating)).toThrow('The world has ended.')
      expect(() => floating.fail('SendMessage', 'OverLimit')).toThrow('The world has ended.')
    })
  })
})

describe('calls and faults of a handle', () => {
  it('cover its resource, also in operations on several resources', () => {
    const world = new StubWorld()
    const jobs = new Queue(world, 'jobs')
    call(world, 'SendMessage', 'jobs')
    call(world, 'SendMessage', 'other')
    call(world, 'SendToMany', undefined, { names: ['other', 'jobs'] })
    call(world, 'SendToMany', undefined, { names: ['other'] })
    expect(jobs.calls.map(({ operation }) => operation)).toEqual(['SendMessage', 'SendToMany'])
  })

  it('apply to the calls that the options select', () => {
    const world = new StubWorld()
    const jobs = new Queue(world, 'jobs')
    jobs.fail('SendMessage', 'OverLimit', { nth: 2 })
    jobs.fail('SendToMany', 'ECONNRESET', { when: (input: { n?: number }) => input.n === 1 })
    jobs.delay('ReceiveMessage', '2s')
    expect(world.faults.pending.map(({ description }) => description)).toEqual([
      'jobs: SendMessage fails with OverLimit (2nd call)',
      'jobs: SendToMany loses its connection (1st call, under a condition)',
      'jobs: ReceiveMessage is delayed by 2000 ms (1st call)',
    ])
    expect(call(world, 'SendMessage', 'other')).toEqual([])
    expect(call(world, 'SendMessage', 'jobs')).toEqual([])
    expect(call(world, 'SendMessage', 'jobs')).toEqual(['error'])
    expect(call(world, 'SendToMany', undefined, { names: ['jobs'] })).toEqual([])
    expect(call(world, 'SendToMany', undefined, { names: ['other'], n: 1 })).toEqual([])
    expect(call(world, 'SendToMany', undefined, { names: ['jobs'], n: 1 })).toEqual(['reset'])
    expect(call(world, 'ReceiveMessage', 'jobs')).toEqual(['delay'])
    expect(world.faults.pending).toEqual([])
  })

  it("use AWS's message and status unless the test gives others", () => {
    const world = new StubWorld()
    const jobs = new Queue(world, 'jobs')
    const own = new RangeError('mine')
    jobs.fail('SendMessage', 'OverLimit')
    jobs.fail('SendMessage', 'OverLimit', { message: 'Enough.' })
    jobs.fail('SendMessage', own)
    const met = world.faults.match({
      service: 'sqs',
      operation: 'SendMessage',
      resource: 'jobs',
      input: {},
    })
    expect(met).toMatchObject([
      { error: { name: 'OverLimit', message: 'Too many messages in flight.', status: 403 } },
      { error: { message: 'Enough.', status: 403 } },
      { error: own },
    ])
  })

  it('refuse wrong arguments', () => {
    const jobs = new Queue(new StubWorld(), 'jobs')
    expect(() => jobs.fail('SendMessag' as never, 'OverLimit')).toThrow(
      "jobs.fail: 'SendMessag' is not a queue operation. Expected one of SendMessage, ReceiveMessage, SendToMany. Did you mean 'SendMessage'?",
    )
    expect(() => jobs.delay('SendMessage', '2s', { nt: 1 } as never)).toThrow(
      "jobs.delay received the unknown option 'nt'.",
    )
    expect(() => jobs.delay('SendMessage', '2 s' as never)).toThrow('delay is "2 s".')
  })
})

describe('a reaction', () => {
  const enabled = new Map([['jobs-1', true]])
  const MAPPING: ReactionDescription = {
    kind: 'mapping',
    noun: 'an event source mapping',
    arn: { service: 'lambda', type: 'event-source-mapping', separator: ':' },
    open: (world, { name }) => new Reaction(MAPPING, world, name),
    exists: (_world, name) => enabled.has(name),
    isEnabled: (_world, name) => enabled.get(name) === true,
    setEnabled: (_world, name, isEnabled) => void enabled.set(name, isEnabled),
    delete: (_world, name) => void enabled.delete(name),
  }

  it('is disabled, enabled and deleted', () => {
    const world = new StubWorld()
    const mapping = new Reaction(MAPPING, world, 'jobs-1')
    expect(mapping.arn).toBe('arn:aws:lambda:us-east-1:123456789012:event-source-mapping:jobs-1')
    expect(inspect(mapping)).toBe(`Event source mapping 'jobs-1' (${mapping.arn})`)
    expect(mapping.enabled).toBe(true)
    expect(mapping.disable().enabled).toBe(false)
    expect(mapping.enable().enabled).toBe(true)
    mapping.delete()
    for (const use of [() => mapping.delete(), () => mapping.disable(), () => mapping.enabled]) {
      expect(use).toThrow(
        "The event source mapping 'jobs-1' does not exist or was deleted. Expected an event source mapping that was not deleted.",
      )
    }
    world.ended = true
    expect(() => mapping.enable()).toThrow('The world has ended.')
  })
})
