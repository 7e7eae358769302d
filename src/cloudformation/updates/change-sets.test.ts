import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  ListChangeSetsCommand,
  type CreateChangeSetCommandInput,
} from '@aws-sdk/client-cloudformation'
import { describe, expect, it } from 'vitest'
import { createRegion } from '../../index.ts'

const set = () => {
  const region = createRegion()
  const client = new CloudFormationClient(region.sdk)
  const StackName = 'shop'
  const create = (template: object, input: Partial<CreateChangeSetCommandInput> = {}) =>
    client.send(
      new CreateChangeSetCommand({
        ...{ StackName, ChangeSetName: 'change', TemplateBody: JSON.stringify(template) },
        ...input,
      }),
    )
  const describeSet = (ChangeSetName = 'change', IncludePropertyValues = false) =>
    client.send(new DescribeChangeSetCommand({ StackName, ChangeSetName, IncludePropertyValues }))
  const execute = (ChangeSetName = 'change') =>
    client.send(new ExecuteChangeSetCommand({ StackName, ChangeSetName }))
  const statusOf = async () =>
    (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0]?.StackStatus
  return { region, client, create, describeSet, execute, statusOf }
}

const topic = (properties: object) => ({ Type: 'AWS::SNS::Topic', Properties: properties })

describe('change sets', () => {
  it('create a stack', async () => {
    const { region, client, create, describeSet, execute, statusOf } = set()
    const template = { Resources: { Foo: topic({ TopicName: 'one' }) } }
    await create(template, { ChangeSetType: 'CREATE' })
    expect(await statusOf()).toBe('REVIEW_IN_PROGRESS')
    expect(await describeSet()).toMatchObject({
      ...{ ChangeSetName: 'change', StackName: 'shop' },
      ...{ Status: 'CREATE_COMPLETE', ExecutionStatus: 'AVAILABLE' },
      Changes: [
        {
          Type: 'Resource',
          ResourceChange: {
            ...{ Action: 'Add', LogicalResourceId: 'Foo', ResourceType: 'AWS::SNS::Topic' },
            ...{ Scope: [], Details: [] },
          },
        },
      ],
    })
    await execute()
    expect(await statusOf()).toBe('CREATE_COMPLETE')
    expect(region.topic('one').name).toBe('one')
    expect(await describeSet()).toMatchObject({ ExecutionStatus: 'EXECUTE_COMPLETE' })
    const again = create(template, { ChangeSetType: 'CREATE', ChangeSetName: 'again' })
    await expect(again).rejects.toThrow(
      'Stack [shop] already exists and cannot be created again with the changeSet [again].',
    )
    const { Summaries } = await client.send(new ListChangeSetsCommand({ StackName: 'shop' }))
    expect(Summaries).toHaveLength(1)
  })

  it('describe changes in place, replacements and removals', async () => {
    const { create, describeSet, execute } = set()
    const before = {
      Resources: {
        Same: topic({ TopicName: 'same' }),
        Place: topic({ TopicName: 'place', DisplayName: 'one' }),
        Name: topic({ TopicName: 'name-1' }),
        Gone: topic({ TopicName: 'gone' }),
        Url: {
          Type: 'AWS::SSM::Parameter',
          Properties: { Name: '/url', Type: 'String', Value: { Ref: 'Name' } },
        },
      },
    }
    await create(before, { ChangeSetType: 'CREATE' })
    await execute()
    const { Gone: _, ...rest } = before.Resources
    const after = {
      Resources: {
        ...rest,
        Place: topic({ TopicName: 'place', DisplayName: 'two' }),
        Name: topic({ TopicName: 'name-2' }),
      },
    }
    await create(after, { ChangeSetName: 'second' })
    const { Changes = [] } = await describeSet('second', true)
    expect(Changes.map(({ ResourceChange }) => ResourceChange)).toEqual([
      {
        ...{ Action: 'Modify', LogicalResourceId: 'Place', ResourceType: 'AWS::SNS::Topic' },
        PhysicalResourceId: expect.stringMatching(/:place$/),
        ...{ Replacement: 'False', Scope: ['Properties'] },
        BeforeContext: '{"Properties":{"TopicName":"place","DisplayName":"one"}}',
        AfterContext: '{"Properties":{"TopicName":"place","DisplayName":"two"}}',
        Details: [
          {
            Target: {
              ...{ Attribute: 'Properties', Name: 'DisplayName', RequiresRecreation: 'Never' },
              ...{ Path: '/Properties/DisplayName', AttributeChangeType: 'Modify' },
              ...{ BeforeValue: 'one', AfterValue: 'two' },
            },
            ...{ Evaluation: 'Static', ChangeSource: 'DirectModification' },
          },
        ],
      },
      expect.objectContaining({
        ...{ Action: 'Modify', LogicalResourceId: 'Name', Replacement: 'True' },
        PolicyAction: 'ReplaceAndDelete',
        Details: [
          expect.objectContaining({
            Target: expect.objectContaining({ Name: 'TopicName', RequiresRecreation: 'Always' }),
          }),
        ],
      }),
      expect.objectContaining({
        ...{ Action: 'Modify', LogicalResourceId: 'Url', Replacement: 'False' },
        AfterContext:
          '{"Properties":{"Name":"/url","Type":"String","Value":"{{changeSet:KNOWN_AFTER_APPLY}}"}}',
        Details: [
          expect.objectContaining({
            ...{ Evaluation: 'Dynamic', ChangeSource: 'ResourceReference', CausingEntity: 'Name' },
          }),
        ],
      }),
      expect.objectContaining({
        Action: 'Remove',
        LogicalResourceId: 'Gone',
        PolicyAction: 'Delete',
      }),
    ])
  })

  it('name the parameter that changes a property', async () => {
    const { create, describeSet, execute } = set()
    const template = {
      Parameters: { Name: { Type: 'String' } },
      Resources: { Foo: topic({ DisplayName: { Ref: 'Name' } }) },
    }
    const named = (ParameterValue: string) => ({
      Parameters: [{ ParameterKey: 'Name', ParameterValue }],
    })
    await create(template, { ChangeSetType: 'CREATE', ...named('a') })
    await execute()
    await create(template, { ChangeSetName: 'second', ...named('b') })
    const { Changes, Parameters } = await describeSet('second')
    expect(Parameters).toEqual([{ ParameterKey: 'Name', ParameterValue: 'b' }])
    const Target = { Attribute: 'Properties', Name: 'DisplayName', RequiresRecreation: 'Never' }
    expect(Changes?.[0]?.ResourceChange?.Details).toEqual([
      { Target, Evaluation: 'Static', ChangeSource: 'ParameterReference', CausingEntity: 'Name' },
      { Target, Evaluation: 'Dynamic', ChangeSource: 'DirectModification' },
    ])
  })

  it('leave nothing of a wrong template', async () => {
    const { create, statusOf } = set()
    const wrong = { Resources: { Foo: topic({ DisplayName: { Ref: 'Nothing' } }) } }
    await expect(create(wrong, { ChangeSetType: 'CREATE' })).rejects.toThrow(
      'Unresolved resource dependencies [Nothing] in the Resources block of the template',
    )
    await expect(statusOf()).rejects.toThrow('Stack with id shop does not exist')
  })

  it('fail without changes, and cannot be executed then', async () => {
    const { create, describeSet, execute, client } = set()
    const template = { Resources: { Foo: topic({}) } }
    await create(template, { ChangeSetType: 'CREATE' })
    await execute()
    await create(template, { ChangeSetName: 'nothing' })
    expect(await describeSet('nothing')).toMatchObject({
      Status: 'FAILED',
      ExecutionStatus: 'UNAVAILABLE',
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    })
    await expect(execute('nothing')).rejects.toMatchObject({
      name: 'InvalidChangeSetStatusException',
      message: expect.stringMatching(
        /^ChangeSet \[arn:.*\] cannot be executed in its current status of \[FAILED\]$/,
      ),
    })
    const remove = new DeleteChangeSetCommand({ StackName: 'shop', ChangeSetName: 'nothing' })
    await client.send(remove)
    await client.send(remove)
    await expect(describeSet('nothing')).rejects.toMatchObject({
      name: 'ChangeSetNotFoundException',
      message: 'ChangeSet [nothing] does not exist',
    })
    await expect(create(template, { StackName: 'unknown', ChangeSetName: 'x' })).rejects.toThrow(
      'Stack [unknown] does not exist',
    )
  })
})
