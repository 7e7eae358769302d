import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import { createRegion, type SubscribeOptions } from 'miniregion'
import { describe, expect, it } from 'vitest'
import { compilePolicy } from './policy.ts'

describe('a policy that AWS refuses', () => {
  const refusals: readonly [string, string][] = [
    ['{', 'FilterPolicy: failed to parse JSON.'],
    ['{"key":[]}', 'FilterPolicy: Empty arrays are not allowed'],
    ['{"key":"value"}', 'FilterPolicy: "key" must be an object or an array'],
    ['{"key":[["a"]]}', 'FilterPolicy: Match value must be String, number, true, false, or null'],
    ['{"key":[{"wildcard":"a*"}]}', 'FilterPolicy: Unrecognized match type wildcard'],
    ['{"key":[{"suffix":1}]}', 'FilterPolicy: suffix match pattern must be a string'],
    [
      '{"key":[{"exists":"no"}]}',
      'FilterPolicy: exists match pattern must be either true or false.',
    ],
    [
      '{"key":[{"anything-but":{"suffix":"a"}}]}',
      'FilterPolicy: Unsupported anything-but pattern: suffix',
    ],
    ['{"key":[{"cidr":"10.0.0.1"}]}', "FilterPolicy: Malformed CIDR, one '/' required"],
    ['{"key":[{"numeric":[]}]}', 'FilterPolicy: Invalid member in numeric match: ]'],
    ['{"key":[{"numeric":["=","1"]}]}', 'FilterPolicy: Value of equals must be numeric'],
    ['{"key":[{"numeric":[">="]}]}', 'FilterPolicy: Value of >= must be numeric'],
    [
      '{"key":[{"numeric":["<",1,">",0]}]}',
      'FilterPolicy: Too many elements in numeric expression',
    ],
    ['{"key":[{"numeric":[">",1,">",2]}]}', 'FilterPolicy: Bad numeric range operator: >'],
    ['{"key":[{"numeric":[">",3,"<",2]}]}', 'FilterPolicy: Bottom must be less than top'],
    ['{"key":[{"numeric":[">",20,30]}]}', 'FilterPolicy: Bad value in numeric range: 30'],
    [
      '{"key":[{"numeric":[">",1,"<",2,"<",3]}]}',
      'FilterPolicy: Too many terms in numeric range expression',
    ],
    [
      '{"a":[1],"b":[1],"c":[1],"d":[1],"e":[1],"f":[1]}',
      'FilterPolicy: Filter policy can not have more than 5 keys',
    ],
    [
      '{"a":{"b":["c"]}}',
      'Filter policy scope MessageAttributes does not support nested filter policy',
    ],
  ]
  it.each(refusals)('%s', async (FilterPolicy, reason) => {
    const region = createRegion()
    const client = new SNSClient(region.sdk)
    const { arn: TopicArn } = region.createTopic('t')
    const Endpoint = 'ann@example.com'
    const subscribe = new SubscribeCommand({
      TopicArn,
      Protocol: 'email',
      Endpoint,
      Attributes: { FilterPolicy },
    })
    await expect(client.send(subscribe)).rejects.toMatchObject({
      message: `Invalid parameter: Attributes Reason: ${reason}`,
    })
  })
})

describe('150 combinations', () => {
  const lists = (...lengths: number[]) =>
    JSON.stringify(
      Object.fromEntries(
        lengths.map((length, i) => [`k${i}`, Array.from({ length }, (_, n) => n)]),
      ),
    )
  it('are allowed, 151 are not', () => {
    expect(() => compilePolicy(lists(5, 5, 6), 'MessageAttributes')).not.toThrow()
    expect(() => compilePolicy(lists(151), 'MessageAttributes')).toThrow('too complex')
  })
})

describe('messages', () => {
  const passes = (
    options: SubscribeOptions,
    message: unknown,
    attributes: Record<string, string | number | { DataType: string; StringValue: string }> = {},
  ): string | undefined => {
    const region = createRegion()
    const topic = region.createTopic('t')
    topic.subscribe('ann@example.com', options)
    topic.publish(message, { attributes })
    const [delivery] = topic.messages[0]?.deliveries ?? []
    return delivery?.status === 'filtered' ? delivery.why : undefined
  }
  const array = (value: unknown) => ({
    DataType: 'String.Array',
    StringValue: JSON.stringify(value),
  })

  const byAttributes: readonly [object, Parameters<typeof passes>[2], boolean][] = [
    [{ a: ['x'] }, { a: 'x' }, true],
    [{ a: ['x'] }, { a: 'X' }, false],
    [{ a: ['x', 'y'], b: [1] }, { a: 'y', b: 1 }, true],
    [{ a: ['x'], b: [1] }, { a: 'x' }, false],
    [{ a: [{ prefix: 'x' }] }, { a: 'xy' }, true],
    [{ a: [{ suffix: 'y' }] }, { a: 'xy' }, true],
    [{ a: [{ 'equals-ignore-case': 'XY' }] }, { a: 'xy' }, true],
    [{ a: [{ 'anything-but': 'x' }] }, { a: 'y' }, true],
    [{ a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'y' }, false],
    [{ a: [{ 'anything-but': { prefix: 'x' } }] }, { a: 'xy' }, false],
    [{ a: [{ 'anything-but': 'x' }] }, {}, false],
    [{ a: [null, { 'anything-but': 'x' }] }, {}, false],
    [{ a: [{ exists: false }] }, {}, true],
    [{ a: [{ exists: true }] }, { a: 'x' }, true],
    [{ a: [{ numeric: ['>', 0, '<=', 5] }] }, { a: 5 }, true],
    [{ a: [{ numeric: ['>', 0, '<=', 5] }] }, { a: '5' }, false],
    [{ a: [{ cidr: '10.0.0.0/24' }] }, { a: '10.0.0.255' }, true],
    [{ a: ['x'] }, { a: array(['y', 'x']) }, true],
    [{ a: [{ 'anything-but': 'x' }] }, { a: array(['x']) }, false],
    [{ $or: [{ a: ['x'] }, { b: ['x'] }], c: [1] }, { b: 'x', c: 1 }, true],
    [{ $or: [{ a: ['x'] }, { b: ['x'] }], c: [1] }, { b: 'x' }, false],
  ]
  it.each(byAttributes)('%j and the attributes %j: %s', (filterPolicy, attributes, isPassed) => {
    expect(passes({ filterPolicy }, 'm', attributes) === undefined).toBe(isPassed)
  })

  const byBody: readonly [object, unknown, boolean][] = [
    [{ a: { b: ['x'] } }, { a: { b: 'x' } }, true],
    [{ 'a.b': ['x'] }, { a: { b: 'x' } }, true],
    [{ a: { b: ['x'] } }, { 'a.b': 'x' }, true],
    [{ a: { b: ['x'] } }, { a: [{ b: 'y' }, { b: ['x'] }] }, true],
    [{ a: { b: ['x'], c: [1] } }, { a: [{ b: 'x' }, { c: 1 }] }, false],
    [{ a: [1] }, 'text', false],
    [{ a: [1] }, [{ a: 1 }], false],
  ]
  it.each(byBody)('%j and the body %j: %s', (filterPolicy, body, isPassed) => {
    const options = { filterPolicy, filterPolicyScope: 'MessageBody' } as const
    expect(passes(options, body) === undefined).toBe(isPassed)
  })

  it('say why they were filtered', () => {
    expect(
      passes({ filterPolicy: { kind: ['book'], price: [{ numeric: ['<', 5] }] } }, 'm', {
        kind: 'pen',
      }),
    ).toBe(
      'The filter policy did not match: kind was "pen", wanted ["book"]; price was absent, wanted [{"numeric":["<",5]}]',
    )
    expect(passes({ filterPolicy: { a: [1] }, filterPolicyScope: 'MessageBody' }, 'm')).toBe(
      'The filter policy needs a JSON object as the message.',
    )
  })
})
