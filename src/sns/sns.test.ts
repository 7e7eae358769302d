import {
  AddPermissionCommand,
  ConfirmSubscriptionCommand,
  CreatePlatformApplicationCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  PublishBatchCommand,
  PublishCommand,
  RemovePermissionCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  TagResourceCommand,
  UnsubscribeCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-sns'
import { createRegion } from 'miniregion'
import { describe, expect, it } from 'vitest'

const setUp = () => {
  const region = createRegion()
  return { region, client: new SNSClient({ ...region.sdk, maxAttempts: 1 }) }
}

describe('topics through the SDK', () => {
  it('have AWS’s attributes', async () => {
    const { client } = setUp()
    const { TopicArn } = await client.send(new CreateTopicCommand({ Name: 't' }))
    expect(TopicArn).toBe('arn:aws:sns:us-east-1:123456789012:t')
    const { Attributes = {} } = await client.send(new GetTopicAttributesCommand({ TopicArn }))
    expect(Object.keys(Attributes).sort()).toEqual([
      'DisplayName',
      'EffectiveDeliveryPolicy',
      'Owner',
      'Policy',
      'SubscriptionsConfirmed',
      'SubscriptionsDeleted',
      'SubscriptionsPending',
      'TopicArn',
    ])
    expect(JSON.parse(Attributes['Policy'] ?? '')).toMatchObject({
      Version: '2008-10-17',
      Statement: [{ Sid: '__default_statement_ID', Principal: { AWS: '*' } }],
    })
    await client.send(
      new SetTopicAttributesCommand({
        TopicArn,
        AttributeName: 'DisplayName',
        AttributeValue: 'Orders',
      }),
    )
    const changed = await client.send(new GetTopicAttributesCommand({ TopicArn }))
    expect(changed.Attributes).toMatchObject({ DisplayName: 'Orders' })
  })

  it('refuse wrong attributes and names', async () => {
    const { client } = setUp()
    const create = (Name: string, Attributes = {}) =>
      client.send(new CreateTopicCommand({ Name, Attributes }))
    await expect(create('a b')).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Invalid parameter: Topic Name',
    })
    await expect(create('t.fifo')).rejects.toThrow('Invalid parameter: Topic Name')
    await expect(create('t', { FifoTopic: 'true' })).rejects.toThrow('Topic Name')
    await expect(create('t', { ContentBasedDeduplication: 'true' })).rejects.toThrow(
      'Content-based deduplication can only be set for FIFO topics',
    )
    await expect(create('t', { Colour: 'red' })).rejects.toThrow('Invalid parameter: AttributeName')
    await expect(create('t', { SignatureVersion: '3' })).rejects.toThrow('SignatureVersion')
    const { TopicArn } = await create('t', { FifoTopic: 'false' })
    await create('t', { DisplayName: '' })
    await expect(create('t', { DisplayName: 'x' })).rejects.toThrow('different attributes')
    await expect(
      client.send(
        new SetTopicAttributesCommand({
          TopicArn,
          AttributeName: 'FifoTopic',
          AttributeValue: 'true',
        }),
      ),
    ).rejects.toThrow('Invalid parameter: AttributeName')
  })

  it('are listed a hundred a page, and deleted more than once', async () => {
    const { region, client } = setUp()
    for (let number = 0; number < 101; number++) region.createTopic(`t${number}`)
    const first = await client.send(new ListTopicsCommand({}))
    expect(first.Topics).toHaveLength(100)
    const rest = await client.send(new ListTopicsCommand({ NextToken: first.NextToken }))
    expect(rest).toMatchObject({ Topics: [{ TopicArn: region.topic('t100').arn }] })
    expect(rest.NextToken).toBeUndefined()
    await expect(client.send(new ListTopicsCommand({ NextToken: 'forged' }))).rejects.toThrow(
      'Invalid parameter: NextToken',
    )
    const TopicArn = region.topic('t0').arn
    await client.send(new DeleteTopicCommand({ TopicArn }))
    await client.send(new DeleteTopicCommand({ TopicArn }))
    await expect(client.send(new GetTopicAttributesCommand({ TopicArn }))).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Topic does not exist',
    })
  })

  it('have tags and permissions', async () => {
    const { region, client } = setUp()
    const Tags = [{ Key: 'a', Value: '1' }]
    const { TopicArn = '' } = await client.send(new CreateTopicCommand({ Name: 't', Tags }))
    await client.send(new CreateTopicCommand({ Name: 't' }))
    await expect(
      client.send(new CreateTopicCommand({ Name: 't', Tags: [{ Key: 'b', Value: '1' }] })),
    ).rejects.toThrow('Invalid parameter: Tags Reason: Topic already exists with different tags')
    const ResourceArn = TopicArn
    await client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'b', Value: '2' }] }))
    await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['a'] }))
    expect(await client.send(new ListTagsForResourceCommand({ ResourceArn }))).toMatchObject({
      Tags: [{ Key: 'b', Value: '2' }],
    })
    await expect(
      client.send(new ListTagsForResourceCommand({ ResourceArn: `${ResourceArn}x` })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    const permission = (Label: string, ActionName: string[]) =>
      client.send(
        new AddPermissionCommand({ TopicArn, Label, AWSAccountId: ['111111111111'], ActionName }),
      )
    await permission('l', ['Publish'])
    await expect(permission('l', ['Publish'])).rejects.toThrow('Statement already exists')
    await expect(permission('m', ['Fly'])).rejects.toThrow(
      'Policy statement action out of service scope!',
    )
    const policy = async (): Promise<unknown> => {
      const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn }))
      return JSON.parse(Attributes?.['Policy'] ?? '')
    }
    expect(await policy()).toMatchObject({
      Statement: [
        {},
        {
          Sid: 'l',
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::111111111111:root' },
          Action: 'SNS:Publish',
          Resource: region.topic('t').arn,
        },
      ],
    })
    await client.send(new RemovePermissionCommand({ TopicArn, Label: 'l' }))
    expect(await policy()).toMatchObject({ Statement: [{}] })
  })

  it('refuse by name what is not simulated', async () => {
    const { region, client } = setUp()
    const { arn: TopicArn } = region.createTopic('t')
    await expect(
      client.send(
        new CreatePlatformApplicationCommand({ Name: 'a', Platform: 'GCM', Attributes: {} }),
      ),
    ).rejects.toThrow('SNS CreatePlatformApplication is not simulated')
    const Endpoint = 'arn:aws:firehose:us-east-1:123456789012:deliverystream/d'
    await expect(
      client.send(new SubscribeCommand({ TopicArn, Protocol: 'firehose', Endpoint })),
    ).rejects.toThrow('Protocol firehose')
    const Attributes = { ReplayPolicy: '{}' }
    const replay = { TopicArn, Protocol: 'sms', Endpoint: '+4915112345678', Attributes }
    await expect(client.send(new SubscribeCommand(replay))).rejects.toThrow('ReplayPolicy')
    await expect(
      client.send(
        new PublishCommand({
          TargetArn: 'arn:aws:sns:us-east-1:123456789012:endpoint/GCM/a/b',
          Message: 'm',
        }),
      ),
    ).rejects.toThrow('TargetArn of a mobile endpoint')
  })
})

describe('Publish', () => {
  const refusals: readonly [string, object, string][] = [
    ['an empty subject', { Subject: '' }, 'Invalid parameter: Subject'],
    ['a subject with a line break', { Subject: 'a\nb' }, 'Invalid parameter: Subject'],
    ['a subject of 101 characters', { Subject: 'a'.repeat(101) }, 'Invalid parameter: Subject'],
    [
      'a structure that is not JSON',
      { MessageStructure: 'json' },
      'Invalid parameter: Message Structure - JSON message body failed to parse',
    ],
    [
      'a structure without default',
      { Message: '{"sqs":"x","default":1}', MessageStructure: 'json' },
      'Invalid parameter: Message Structure - No default entry in JSON message body',
    ],
    [
      'a deduplication id',
      { MessageDeduplicationId: 'd' },
      'Invalid parameter: MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    ],
    [
      'a name that begins with a dot',
      { MessageAttributes: { '.a': { DataType: 'String', StringValue: 'x' } } },
      "Invalid message attribute name starting with character '.' was found.",
    ],
    [
      'two dots in a name',
      { MessageAttributes: { 'a..b': { DataType: 'String', StringValue: 'x' } } },
      "Message attribute name can not have successive '.' character.",
    ],
    [
      'other characters in a name',
      { MessageAttributes: { 'a^b': { DataType: 'String', StringValue: 'x' } } },
      "Invalid non-alphanumeric character '#x5E' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.",
    ],
    [
      'an unknown type',
      { MessageAttributes: { a: { DataType: 'Text', StringValue: 'x' } } },
      "The message attribute 'a' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
    ],
    [
      'an attribute without a value',
      { MessageAttributes: { a: { DataType: 'String' } } },
      "The message attribute 'a' must contain non-empty message attribute value for message attribute type 'String'.",
    ],
    [
      'an attribute without a type',
      { MessageAttributes: { a: { StringValue: 'x' } } },
      "1 validation error detected: Value null at 'messageAttributes.a.member.dataType' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a number that is none',
      { MessageAttributes: { a: { DataType: 'Number', StringValue: 'x' } } },
      "Could not cast message attribute 'a' value to number.",
    ],
  ]
  it.each(refusals)('refuses %s', async (_title, input, message) => {
    const { region, client } = setUp()
    const { arn: TopicArn } = region.createTopic('t')
    await expect(
      client.send(new PublishCommand({ TopicArn, Message: 'm', ...input })),
    ).rejects.toMatchObject({ message })
  })

  it('counts names, types and values of attributes to 256 KiB', async () => {
    const { region, client } = setUp()
    const { arn: TopicArn } = region.createTopic('t')
    const MessageAttributes = { a: { DataType: 'String', StringValue: 'xy' } }
    const publish = (length: number) =>
      client.send(new PublishCommand({ TopicArn, Message: 'm'.repeat(length), MessageAttributes }))
    await publish(262_144 - 9)
    await expect(publish(262_144 - 8)).rejects.toThrow('Invalid parameter: Message too long')
    const PublishBatchRequestEntries = ['1', '2'].map((Id) => ({
      Id,
      Message: 'm'.repeat(131_073),
    }))
    await expect(
      client.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries })),
    ).rejects.toMatchObject({
      name: 'BatchRequestTooLongException',
      message: 'The length of all the messages put together is more than the limit.',
    })
    await expect(
      client.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: [] })),
    ).rejects.toMatchObject({ name: 'EmptyBatchRequestException' })
    await expect(
      client.send(
        new PublishBatchCommand({
          TopicArn,
          PublishBatchRequestEntries: [{ Id: 'a b', Message: 'm' }],
        }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidBatchEntryIdException' })
  })

  it('sends a text message to a telephone', async () => {
    const { region, client } = setUp()
    await client.send(new PublishCommand({ PhoneNumber: '+4915112345678', Message: 'Hello' }))
    expect(region.outbox).toMatchObject([{ to: '+4915112345678', via: 'sms', text: 'Hello' }])
    await expect(
      client.send(new PublishCommand({ PhoneNumber: 'NAA+15551234567', Message: 'm' })),
    ).rejects.toThrow(
      'Invalid parameter: PhoneNumber Reason: NAA+15551234567 is not valid to publish to',
    )
  })
})

describe('subscriptions through the SDK', () => {
  it('are idempotent and show their attributes', async () => {
    const { region, client } = setUp()
    const { arn: TopicArn } = region.createTopic('t')
    const Endpoint = region.createQueue('q').arn
    const subscribe = (Attributes = {}) =>
      client.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes }))
    const { SubscriptionArn } = await subscribe({ RawMessageDelivery: 'true' })
    expect(SubscriptionArn).toMatch(/^arn:aws:sns:us-east-1:123456789012:t:[0-9a-f-]{36}$/)
    expect(await subscribe()).toMatchObject({ SubscriptionArn })
    expect(await subscribe({ RawMessageDelivery: 'True' })).toMatchObject({ SubscriptionArn })
    await expect(subscribe({ RawMessageDelivery: 'false' })).rejects.toThrow(
      'Invalid parameter: Attributes Reason: Subscription already exists with different attributes',
    )
    const get = () => client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))
    expect((await get()).Attributes).toEqual({
      ConfirmationWasAuthenticated: 'true',
      Endpoint,
      Owner: '123456789012',
      PendingConfirmation: 'false',
      Protocol: 'sqs',
      RawMessageDelivery: 'true',
      SubscriptionArn,
      SubscriptionPrincipal: 'arn:aws:iam::123456789012:root',
      TopicArn,
    })
    const set = (AttributeName: string, AttributeValue: string) =>
      client.send(
        new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }),
      )
    await set('FilterPolicy', '{"a":["b"]}')
    expect((await get()).Attributes).toMatchObject({
      FilterPolicy: '{"a":["b"]}',
      FilterPolicyScope: 'MessageAttributes',
    })
    await set('FilterPolicy', '')
    expect((await get()).Attributes).not.toHaveProperty('FilterPolicy')
    await expect(set('RedrivePolicy', '{"deadLetterTargetArn":"x"}')).rejects.toThrow(
      'Invalid parameter: RedrivePolicy: deadLetterTargetArn is an invalid arn',
    )
    const listed = { Protocol: 'sqs', SubscriptionArn, Endpoint, TopicArn, Owner: '123456789012' }
    expect(await client.send(new ListSubscriptionsCommand({}))).toMatchObject({
      Subscriptions: [listed],
    })
    await client.send(new UnsubscribeCommand({ SubscriptionArn }))
    await client.send(new UnsubscribeCommand({ SubscriptionArn }))
    expect(await client.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).toMatchObject({
      Subscriptions: [],
    })
    await expect(get()).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Subscription does not exist',
    })
    const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn }))
    expect(Attributes).toMatchObject({ SubscriptionsConfirmed: '0', SubscriptionsDeleted: '1' })
  })

  it('of a mail address wait for their token', async () => {
    const { region, client } = setUp()
    const topic = region.createTopic('t')
    const { arn: TopicArn } = topic
    const Endpoint = 'ann@example.com'
    const pending = await client.send(
      new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint }),
    )
    expect(pending.SubscriptionArn).toBe('pending confirmation')
    topic.publish('early')
    const [mail] = region.outbox
    expect(mail).toMatchObject({ to: Endpoint, via: 'email' })
    const confirm = (Token: string | undefined) =>
      client.send(new ConfirmSubscriptionCommand({ TopicArn, Token }))
    await expect(confirm('no token')).rejects.toThrow(/^Invalid token$/)
    await expect(confirm('abc')).rejects.toThrow('Invalid parameter: Token')
    const { SubscriptionArn } = await confirm(mail?.code)
    expect(await confirm(mail?.code)).toMatchObject({ SubscriptionArn })
    topic.publish('late', { subject: 'News' })
    await region.idle()
    expect(region.outbox.slice(1)).toMatchObject([{ to: Endpoint, subject: 'News', text: 'late' }])
  })

  const refusals: readonly [string, string, string][] = [
    ['fax', 'x', 'Invalid parameter: Amazon SNS does not support this protocol string: fax'],
    ['http', 'https://x', 'Invalid parameter: Endpoint must match the specified protocol'],
    ['sqs', 'arn:aws:s3:::b', 'Invalid parameter: SQS endpoint ARN'],
    ['lambda', 'place', 'Invalid parameter: Lambda endpoint ARN'],
    ['email', 'ann', 'Invalid parameter: Email address'],
    ['sms', '/+15551234567', 'Invalid SMS endpoint: /+15551234567'],
    ['sqs', '', 'Invalid parameter: Endpoint'],
  ]
  it.each(refusals)(
    'of the protocol %s refuse the endpoint %j',
    async (Protocol, Endpoint, message) => {
      const { region, client } = setUp()
      const { arn: TopicArn } = region.createTopic('t')
      await expect(
        client.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint })),
      ).rejects.toMatchObject({ message })
    },
  )
})
