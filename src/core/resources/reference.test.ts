import { describe, expect, it } from 'vitest'
import { handleKey, type Handle } from '../handle.ts'
import type { World } from '../world/world.ts'
import { StubWorld } from '../testing/stub-world.ts'
import { toReference } from './reference.ts'
import type { ResourceKind } from './resource-kind.ts'

const QUEUE: ResourceKind = { kind: 'queue', noun: 'a queue', arn: { service: 'sqs' } }
const FUNCTION: ResourceKind = {
  kind: 'function',
  noun: 'a function',
  arn: { service: 'lambda', type: 'function', separator: ':', qualifier: ':' },
}
const world = new StubWorld()
const arn = 'arn:aws:sqs:us-east-1:123456789012:dead'

const handle = (kind: string, name: string, home: World, text = arn): Handle & object =>
  Object.assign({ name, arn: text }, { [handleKey]: { kind, home, withWorld: () => undefined } })

const queue = (value: unknown, kinds = [QUEUE], bareName?: string) =>
  toReference(value, kinds, {
    world,
    caller: "createQueue('jobs')",
    option: 'deadLetterQueue',
    ...(bareName && { bareName }),
  })

describe('a reference', () => {
  it('is a name, an ARN or a handle', () => {
    const dead = { kind: 'queue', name: 'dead', qualifier: undefined, arn }
    expect(queue('dead')).toEqual(dead)
    expect(queue(arn)).toEqual(dead)
    expect(queue(handle('queue', 'dead', world))).toEqual(dead)
    expect(queue(handle('queue', 'dead', new StubWorld({ parent: world })))).toEqual(dead)
  })

  it('keeps a qualifier', () => {
    const text = 'arn:aws:lambda:us-east-1:123456789012:function:place:prod'
    const place = { kind: 'function', name: 'place', qualifier: 'prod', arn: text }
    expect(queue('place:prod', [FUNCTION])).toEqual(place)
    expect(queue(text, [QUEUE, FUNCTION])).toEqual(place)
  })

  it('by name needs a single kind, or the kind that bare names mean', () => {
    expect(queue('dead', [QUEUE, FUNCTION], 'queue')).toMatchObject({ kind: 'queue' })
    expect(() => queue('dead', [QUEUE, FUNCTION])).toThrow(
      "createQueue('jobs') received deadLetterQueue: 'dead'. Expected a queue or a function: its handle or ARN. A name alone does not determine the kind.",
    )
  })

  it.each<[unknown, string]>([
    [42, 'received deadLetterQueue: 42. Expected a queue: its handle, name or ARN.'],
    ['', 'received deadLetterQueue: "".'],
    [undefined, 'received deadLetterQueue: undefined.'],
    [{ name: 'dead' }, 'received deadLetterQueue: an object.'],
    [handle('table', 'orders', world), "received deadLetterQueue: the table 'orders'."],
    [
      handle('queue', 'dead', new StubWorld()),
      "received deadLetterQueue: the queue 'dead' of another region. Expected a queue: its handle, name or ARN. Two regions share nothing.",
    ],
    [
      'arn:dead',
      "received deadLetterQueue: 'arn:dead'. Expected a queue: its handle, name or ARN. It is not an ARN.",
    ],
    [
      'arn:aws:sns:us-east-1:123456789012:dead',
      "received deadLetterQueue: 'arn:aws:sns:us-east-1:123456789012:dead'.",
    ],
    [
      'arn:aws:sqs:eu-west-1:123456789012:dead',
      "received deadLetterQueue: 'arn:aws:sqs:eu-west-1:123456789012:dead', which is in another region. Expected a queue: its handle, name or ARN. This is us-east-1.",
    ],
    [
      'arn:aws:sqs:us-east-1:210987654321:dead',
      'which is in another account. Expected a queue: its handle, name or ARN. This is the account 123456789012.',
    ],
  ])('cannot be %s', (value, message) => {
    expect(() => queue(value)).toThrow(message)
  })
})
