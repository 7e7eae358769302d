import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  ListEventBusesCommand,
  ListEndpointsCommand,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  RemoveTargetsCommand,
  TagResourceCommand,
  TestEventPatternCommand,
  UntagResourceCommand,
  type Target,
} from '@aws-sdk/client-eventbridge'
import { describe, expect, it } from 'vitest'
import { ENTRY, PREFIX, put, putRule, putTargets, setUp } from './eventbridge.fixture.ts'

describe('PutEvents', () => {
  it('delivers the envelope, in the order of AWS’s members', async () => {
    const { region, client } = setUp()
    const jobs = region.createQueue('jobs')
    const seen = region.registerFunction('seen', async (event: unknown) => event)
    await putRule(client, 'r', { source: ['shop'] })
    await putTargets(client, 'r', { Id: 'q', Arn: jobs.arn }, { Id: 'f', Arn: seen.arn })
    const time = new Date('2025-05-05T05:05:05.555Z')
    const { Entries = [] } = await put(client, { ...ENTRY, Time: time, Resources: ['x'] })
    await region.idle()
    expect(jobs.messages[0]?.body).toBe(
      `{"version":"0","id":"${Entries[0]?.EventId}","detail-type":"OrderPlaced","source":"shop","account":"123456789012","time":"2025-05-05T05:05:05Z","region":"us-east-1","resources":["x"],"detail":{"id":"o1"}}`,
    )
    expect(seen.lastInvocation?.event).toEqual(jobs.messages[0]?.json)
    expect(String(region.trace())).toContain('event OrderPlaced from shop')
  })

  it('names the entries that it did not take', async () => {
    const { region, client } = setUp()
    const { DetailType, Detail } = ENTRY
    const answer = await put(
      client,
      ENTRY,
      { DetailType, Detail },
      { ...ENTRY, DetailType: '' },
      { ...ENTRY, Detail: 'null' },
      { ...ENTRY, Source: 'aws.s3' },
    )
    expect(answer.FailedEntryCount).toBe(4)
    expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      'InvalidArgument',
      'InvalidArgument',
      'MalformedDetail',
      'NotAuthorizedForSourceException',
    ])
    expect(region.eventBus('default').events).toHaveLength(1)
  })

  it('refuses more than 1 MB, other buses’ ARNs and endpoints', async () => {
    const { client } = setUp()
    const large = (length: number) => ({
      ...ENTRY,
      Detail: `{"x":"${'a'.repeat(length - 'shopOrderPlaced{"x":""}'.length)}"}`,
    })
    expect((await put(client, large(1_048_576))).FailedEntryCount).toBe(0)
    await expect(put(client, large(1_048_577))).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Total size of the entries in the request is over the limit.',
    })
    const foreign = 'arn:aws:events:eu-west-1:123456789012:event-bus/default'
    await expect(put(client, { ...ENTRY, EventBusName: foreign })).rejects.toThrow(
      'EventBridge EventBusName is not simulated',
    )
    const endpoint = new PutEventsCommand({ Entries: [ENTRY], EndpointId: 'abc.xyz' })
    await expect(client.send(endpoint)).rejects.toThrow('EndpointId is not simulated')
  })
})

describe('rules', () => {
  it('are put, described, listed by page, disabled and deleted', async () => {
    const { region, client } = setUp()
    await client.send(new CreateEventBusCommand({ Name: 'shop' }))
    for (const name of ['b', 'a', 'c']) await putRule(client, name, { source: ['x'] }, 'shop')
    const EventBusName = 'shop'
    const first = await client.send(new ListRulesCommand({ EventBusName, Limit: 2 }))
    expect(first.Rules?.map(({ Arn }) => Arn)).toEqual([
      `${PREFIX}:rule/shop/a`,
      `${PREFIX}:rule/shop/b`,
    ])
    const { NextToken } = first
    const rest = await client.send(new ListRulesCommand({ EventBusName, Limit: 2, NextToken }))
    expect([rest.Rules?.length, rest.NextToken]).toEqual([1, undefined])
    await client.send(new DisableRuleCommand({ Name: 'a', EventBusName }))
    await client.send(
      new PutRuleCommand({ Name: 'b', EventBusName, EventPattern: '{"source":["y"]}' }),
    )
    const describe_ = (Name: string) =>
      client.send(new DescribeRuleCommand({ Name, EventBusName: `${PREFIX}:event-bus/shop` }))
    expect(await describe_('a')).toMatchObject({
      Arn: `${PREFIX}:rule/shop/a`,
      CreatedBy: '123456789012',
      EventBusName: 'shop',
      EventPattern: '{"source":["x"]}',
      State: 'DISABLED',
    })
    expect(await describe_('b')).toMatchObject({ EventPattern: '{"source":["y"]}' })
    await client.send(new EnableRuleCommand({ Name: 'a', EventBusName }))
    expect(await describe_('a')).toMatchObject({ State: 'ENABLED' })
    await client.send(new DeleteRuleCommand({ Name: 'a', EventBusName }))
    await client.send(new DeleteRuleCommand({ Name: 'a', EventBusName }))
    expect(region.eventBus('shop').rules).toEqual(['b', 'c'])
  })

  it('have targets, which a second PutRule keeps', async () => {
    const { client } = setUp()
    const Arn = 'arn:aws:sqs:us-east-1:123456789012:jobs'
    await putRule(client, 'r', { source: ['x'] })
    await putTargets(client, 'r', { Id: '1', Arn }, { Id: '2', Arn })
    await putTargets(client, 'r', { Id: '1', Arn, InputPath: '$.detail' })
    await putRule(client, 'r', { source: ['y'] })
    await client.send(new RemoveTargetsCommand({ Rule: 'r', Ids: ['2', '3'] }))
    const { Targets } = await client.send(new ListTargetsByRuleCommand({ Rule: 'r' }))
    expect(Targets).toEqual([{ Id: '1', Arn, InputPath: '$.detail' }])
    const names = await client.send(new ListRuleNamesByTargetCommand({ TargetArn: Arn }))
    expect(names.RuleNames).toEqual(['r'])
  })

  it.each<[string, Omit<Target, 'Id'>, string]>([
    ['an ARN', { Arn: 'jobs' }, 'Parameter jobs is not valid. Reason: Provided Arn'],
    [
      'two inputs',
      { Arn: 'arn:aws:sqs:us-east-1:123456789012:j', Input: '1', InputPath: '$' },
      'Only one of Input, InputPath, or InputTransformer must be provided for target t.',
    ],
    ['an input', { Arn: 'arn:aws:sqs:us-east-1:123456789012:j', Input: '{' }, 'JSON syntax error'],
    [
      'a path',
      { Arn: 'arn:aws:sqs:us-east-1:123456789012:j', InputPath: 'x' },
      'Invalid InputPath',
    ],
    [
      'a wide path',
      { Arn: 'arn:aws:sqs:us-east-1:123456789012:j', InputPath: '$.a[*]' },
      'InputPath is not simulated',
    ],
    [
      'no group',
      { Arn: 'arn:aws:sqs:us-east-1:123456789012:j.fifo' },
      'SqsParameters must be specified',
    ],
    [
      'a service',
      { Arn: 'arn:aws:states:us-east-1:123456789012:stateMachine:x' },
      'Targets.Arn is not simulated',
    ],
    [
      'a region',
      { Arn: 'arn:aws:sqs:eu-west-1:123456789012:j' },
      'is in another region or account',
    ],
    [
      'a member',
      { Arn: 'arn:aws:sqs:us-east-1:123456789012:j', EcsParameters: { TaskDefinitionArn: 'x' } },
      'EcsParameters is not simulated',
    ],
  ])('refuse %s of a target', async (_, target, message) => {
    const { client } = setUp()
    await putRule(client, 'r', { source: ['x'] })
    await expect(putTargets(client, 'r', { Id: 't', ...target })).rejects.toThrow(message)
  })

  it('refuse patterns with AWS’s reasons', async () => {
    const { client } = setUp()
    const refusal = (EventPattern?: string) =>
      client.send(new PutRuleCommand({ Name: 'r', EventPattern })).then(
        () => 'taken',
        ({ name, message }: Error) => `${name}: ${message}`,
      )
    expect(await refusal('{"source":[]}')).toBe(
      'InvalidEventPatternException: Event pattern is not valid. Reason: Empty arrays are not allowed',
    )
    expect(await refusal('{"source": shop}')).toContain("Unrecognized token 'shop'")
    expect(await refusal('{"source":')).toContain('Reason: Unexpected end-of-input')
    expect(await refusal('{"source":["a"],"x":[{"wildcard":"a**"}]}')).toContain('Consecutive')
    expect(await refusal()).toContain('EventPattern or ScheduleExpression must be specified')
  })

  it('stop at 300 on one bus', async () => {
    const { region, client } = setUp()
    const bus = region.createEventBus('shop')
    for (let n = 0; n < 300; n++) bus.rule(`r${n}`, { source: ['x'] }, 'f')
    await expect(putRule(client, 'more', { source: ['x'] }, 'shop')).rejects.toMatchObject({
      name: 'LimitExceededException',
    })
  })
})

it('buses are created, listed, described, tagged and deleted', async () => {
  const { client } = setUp()
  const created = await client.send(
    new CreateEventBusCommand({
      Name: 'shop',
      Description: 'orders',
      Tags: [{ Key: 'team', Value: 'shop' }],
    }),
  )
  expect(created.EventBusArn).toBe(`${PREFIX}:event-bus/shop`)
  await expect(client.send(new CreateEventBusCommand({ Name: 'shop' }))).rejects.toMatchObject({
    name: 'ResourceAlreadyExistsException',
    message: 'Event bus shop already exists.',
  })
  expect(await client.send(new DescribeEventBusCommand({ Name: 'shop' }))).toMatchObject({
    Name: 'shop',
    Description: 'orders',
    CreationTime: new Date('2026-01-01T00:00:00Z'),
  })
  expect(await client.send(new DescribeEventBusCommand({}))).toMatchObject({ Name: 'default' })
  const { EventBuses } = await client.send(new ListEventBusesCommand({}))
  expect(EventBuses?.map(({ Name }) => Name)).toEqual(['default', 'shop'])
  await putRule(client, 'r', { source: ['x'] }, 'shop')
  for (const ResourceARN of [`${PREFIX}:event-bus/shop`, `${PREFIX}:rule/shop/r`]) {
    const Tags = [{ Key: 'stage', Value: 'test' }]
    await client.send(new TagResourceCommand({ ResourceARN, Tags }))
    await client.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['team'] }))
    const tags = await client.send(new ListTagsForResourceCommand({ ResourceARN }))
    expect(tags.Tags).toEqual(Tags)
  }
  const remove = () => client.send(new DeleteEventBusCommand({ Name: 'shop' }))
  await expect(remove()).rejects.toThrow("EventBus can't be deleted since it has rules.")
  await client.send(new DeleteRuleCommand({ Name: 'r', EventBusName: 'shop' }))
  await remove()
  await remove()
  await expect(client.send(new DescribeEventBusCommand({ Name: 'shop' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Event bus shop does not exist.',
  })
})

it('TestEventPattern compares any event', async () => {
  const { client } = setUp()
  const event = { id: '1', account: '1', source: 's', time: 't', region: 'r', 'detail-type': 'd' }
  const test = (pattern: object, Event: object) =>
    client.send(
      new TestEventPatternCommand({
        EventPattern: JSON.stringify(pattern),
        Event: JSON.stringify(Event),
      }),
    )
  expect((await test({ source: ['s'] }, event)).Result).toBe(true)
  expect((await test({ source: ['x'] }, event)).Result).toBe(false)
  const { region: _, ...without } = event
  await expect(test({ source: ['s'] }, without)).rejects.toThrow('Parameter Event is not valid.')
})

it('what is not simulated says so', async () => {
  const { client } = setUp()
  await expect(client.send(new ListEndpointsCommand({}))).rejects.toThrow(
    'EventBridge ListEndpoints is not simulated',
  )
})
