import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
  type Parameter,
} from '@aws-sdk/client-cloudformation'
import { ListQueueTagsCommand, SQSClient } from '@aws-sdk/client-sqs'
import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../../index.ts'
import { fromTemplate } from '../../templates/index.ts'

type Resources = Readonly<Record<string, object>>

const set = (region: Region = createRegion()) => {
  const client = new CloudFormationClient(region.sdk)
  const StackName = 'shop'
  const describeStack = async () => {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName }))
    return stack!
  }
  return {
    region,
    client,
    describeStack,
    create: (template: object, Parameters?: Parameter[]) =>
      client.send(
        new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template), Parameters }),
      ),
    update: (template: object, Parameters?: Parameter[], more: object = {}) =>
      client.send(
        new UpdateStackCommand({
          ...{ StackName, TemplateBody: JSON.stringify(template), Parameters },
          ...more,
        }),
      ),
    async events(since = 0) {
      const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }))
      return StackEvents.reverse()
        .slice(since)
        .map((event) => `${event.LogicalResourceId} ${event.ResourceStatus}`)
    },
    async ids() {
      const { StackResources = [] } = await client.send(
        new DescribeStackResourcesCommand({ StackName }),
      )
      return Object.fromEntries(
        StackResources.map((one) => [one.LogicalResourceId, one.PhysicalResourceId]),
      )
    },
  }
}

const queue = (properties: object = {}) => ({ Type: 'AWS::SQS::Queue', Properties: properties })

const nameOf = (url = ''): string => url.slice(url.lastIndexOf('/') + 1)

describe('UpdateStack', () => {
  it('changes resources in place, makes new ones and deletes those that are gone', async () => {
    const { region, create, update, events, ids, describeStack } = set()
    await create({ Resources: { Jobs: queue(), Old: queue() } })
    const before = await ids()
    region.queue(nameOf(before['Jobs'])).send('kept')
    const count = (await events()).length
    await update({ Resources: { Jobs: queue({ VisibilityTimeout: 60 }), New: queue() } })
    const after = await ids()
    expect(after['Jobs']).toBe(before['Jobs'])
    expect(region.queue(nameOf(after['Jobs'])).size).toBe(1)
    expect(Object.keys(after)).toEqual(['Jobs', 'New'])
    expect(await events(count)).toEqual([
      'shop UPDATE_IN_PROGRESS',
      'Jobs UPDATE_IN_PROGRESS',
      'Jobs UPDATE_COMPLETE',
      'New CREATE_IN_PROGRESS',
      'New CREATE_IN_PROGRESS',
      'New CREATE_COMPLETE',
      'shop UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Old DELETE_IN_PROGRESS',
      'Old DELETE_COMPLETE',
      'shop UPDATE_COMPLETE',
    ])
    const stack = await describeStack()
    expect(stack).toMatchObject({
      StackStatus: 'UPDATE_COMPLETE',
      LastUpdatedTime: expect.any(Date),
    })
  })

  it('refuses what changes nothing, and stacks that do not exist', async () => {
    const { create, update } = set()
    const template = { Resources: { Jobs: queue({ DelaySeconds: 1 }) } }
    await expect(update(template)).rejects.toThrow('Stack [shop] does not exist')
    await create(template)
    await expect(update(template)).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'No updates are to be performed.',
    })
    const output = { ...template, Outputs: { Url: { Value: { Ref: 'Jobs' } } } }
    await update(output)
    await expect(update(output)).rejects.toThrow('No updates are to be performed.')
  })

  it('replaces resources, and changes what refers to them', async () => {
    const { region, create, update, ids, events } = set()
    const resources = (QueueName: string): Resources => ({
      Jobs: queue({ QueueName }),
      Url: {
        Type: 'AWS::SSM::Parameter',
        Properties: { Name: '/url', Type: 'String', Value: { Ref: 'Jobs' } },
      },
    })
    await create({ Resources: resources('jobs-1') })
    const count = (await events()).length
    await update({ Resources: resources('jobs-2') })
    expect(region.parameter('/url').value).toBe(region.queue('jobs-2').url)
    expect((await ids())['Jobs']).toBe(region.queue('jobs-2').url)
    expect(() => region.queue('jobs-1')).toThrow()
    expect(await events(count)).toEqual([
      'shop UPDATE_IN_PROGRESS',
      'Jobs UPDATE_IN_PROGRESS',
      'Jobs UPDATE_COMPLETE',
      'Url UPDATE_IN_PROGRESS',
      'Url UPDATE_COMPLETE',
      'shop UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Jobs DELETE_IN_PROGRESS',
      'Jobs DELETE_COMPLETE',
      'shop UPDATE_COMPLETE',
    ])
  })

  it('rolls back', async () => {
    const { region, create, update, describeStack, events, ids } = set()
    const table = (key: string) => ({
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        ...{ TableName: 'orders', BillingMode: 'PAY_PER_REQUEST' },
        KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
      },
    })
    await create({ Resources: { Jobs: queue({ DelaySeconds: 1 }), Orders: table('id') } })
    const before = await ids()
    const count = (await events()).length
    await update({
      Resources: { Jobs: queue({ DelaySeconds: 2 }), Other: queue(), Orders: table('other') },
    })
    expect(await describeStack()).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' })
    expect(await ids()).toEqual(before)
    expect(await events(count)).toEqual([
      'shop UPDATE_IN_PROGRESS',
      'Jobs UPDATE_IN_PROGRESS',
      'Jobs UPDATE_COMPLETE',
      'Other CREATE_IN_PROGRESS',
      'Other CREATE_IN_PROGRESS',
      'Other CREATE_COMPLETE',
      'Orders UPDATE_IN_PROGRESS',
      'Orders UPDATE_FAILED',
      'shop UPDATE_ROLLBACK_IN_PROGRESS',
      'Other DELETE_IN_PROGRESS',
      'Other DELETE_COMPLETE',
      'Jobs UPDATE_IN_PROGRESS',
      'Jobs UPDATE_COMPLETE',
      'shop UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'shop UPDATE_ROLLBACK_COMPLETE',
    ])
    expect(region.table('orders').size).toBe(0)
    await update({ Resources: { Jobs: queue({ DelaySeconds: 3 }), Orders: table('id') } })
    expect((await describeStack()).StackStatus).toBe('UPDATE_COMPLETE')
  })

  it('keeps parameters, the template and tags that it does not receive', async () => {
    const { region, create, update, client, describeStack } = set()
    const template = {
      Parameters: { Delay: { Type: 'Number' }, Name: { Type: 'String' } },
      Resources: { Jobs: queue({ QueueName: { Ref: 'Name' }, DelaySeconds: { Ref: 'Delay' } }) },
    }
    const value = (ParameterKey: string, ParameterValue: string) => ({
      ParameterKey,
      ParameterValue,
    })
    await create(template, [value('Delay', '1'), value('Name', 'jobs')])
    await client.send(
      new UpdateStackCommand({
        StackName: 'shop',
        UsePreviousTemplate: true,
        Parameters: [value('Delay', '2'), { ParameterKey: 'Name', UsePreviousValue: true }],
        Tags: [{ Key: 'team', Value: 'a' }],
      }),
    )
    const { Parameters, Tags } = await describeStack()
    expect(Parameters).toEqual([value('Delay', '2'), value('Name', 'jobs')])
    expect(Tags).toEqual([{ Key: 'team', Value: 'a' }])
    const sqs = new SQSClient(region.sdk)
    const { Tags: ofQueue } = await sqs.send(
      new ListQueueTagsCommand({ QueueUrl: region.queue('jobs').url }),
    )
    expect(ofQueue).toEqual({
      team: 'a',
      'aws:cloudformation:stack-name': 'shop',
      'aws:cloudformation:logical-id': 'Jobs',
      'aws:cloudformation:stack-id': expect.stringMatching(/^arn:aws:cloudformation:/),
    })
    const Unknown = [{ ParameterKey: 'Nothing', UsePreviousValue: true }]
    await expect(update(template, Unknown)).rejects.toThrow(
      'Invalid input for parameter key Nothing. Cannot specify usePreviousValue as true for a parameter key not in the previous template',
    )
  })

  it('keeps the handlers of a stack that a template made', async () => {
    const region = createRegion()
    const seen: unknown[] = []
    const fn = (Timeout: number) => ({
      Type: 'AWS::Lambda::Function',
      Properties: { FunctionName: 'place', Handler: 'a.handler', Runtime: 'nodejs22.x', Timeout },
    })
    fromTemplate(
      { Resources: { Place: fn(3) } },
      { name: 'shop', handlers: { Place: async (event: unknown) => void seen.push(event) } },
    )(region)
    const { update } = set(region)
    await update({
      Resources: {
        Place: fn(9),
        Twin: { ...fn(3), Properties: { ...fn(3).Properties, FunctionName: 'twin' } },
      },
    })
    await region.function('place').invoke({ n: 1 })
    expect(seen).toEqual([{ n: 1 }])
  })

  it('sends updates to custom resources', async () => {
    const region = createRegion()
    const events: string[] = []
    region.registerFunction('maker', async (event: Record<string, any>) => {
      const old = event['OldResourceProperties']?.Size
      events.push(`${event['RequestType']} ${event['PhysicalResourceId']} ${old}`)
      const { StackId, RequestId, LogicalResourceId } = event
      const PhysicalResourceId = `size-${event['ResourceProperties'].Size}`
      const ids = { StackId, RequestId, LogicalResourceId, PhysicalResourceId }
      const body = JSON.stringify({ Status: 'SUCCESS', ...ids })
      await fetch(event['ResponseURL'], { method: 'PUT', body })
    })
    const ServiceToken = region.function('maker').arn
    const template = (Size: number) => ({
      Resources: { Made: { Type: 'Custom::Thing', Properties: { ServiceToken, Size } } },
    })
    const { create, update, ids } = set(region)
    await create(template(1))
    await update(template(2))
    expect(await ids()).toEqual({ Made: 'size-2' })
    expect(events).toEqual([
      'Create undefined undefined',
      'Update size-1 1',
      'Delete size-1 undefined',
    ])
  })

  it('retains what its policies say', async () => {
    const { region, create, update } = set()
    const kept = { ...queue({ QueueName: 'kept' }), DeletionPolicy: 'Retain' }
    const replaced = (QueueName: string) => ({
      ...queue({ QueueName }),
      UpdateReplacePolicy: 'Retain',
    })
    await create({ Resources: { Kept: kept, Named: replaced('a') } })
    await update({ Resources: { Named: replaced('b') } })
    expect(['kept', 'a', 'b'].map((name) => region.queue(name).name)).toEqual(['kept', 'a', 'b'])
  })

  it('protects stacks from deletion', async () => {
    const { client, create } = set()
    await create({ Resources: { Jobs: queue() } })
    const protect = (EnableTerminationProtection: boolean) =>
      client.send(
        new UpdateTerminationProtectionCommand({ StackName: 'shop', EnableTerminationProtection }),
      )
    await protect(true)
    const remove = new DeleteStackCommand({ StackName: 'shop' })
    await expect(client.send(remove)).rejects.toThrow(
      'Stack [shop] cannot be deleted while TerminationProtection is enabled',
    )
    await protect(false)
    await client.send(remove)
  })
})
