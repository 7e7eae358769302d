import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DescribeChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation'
import { createRegion, defineRegion } from 'miniregion'
import { fromTemplate } from 'miniregion/templates'
import { describe, expect, it } from 'vitest'

const template = {
  Resources: {
    Seeder: {
      Type: 'AWS::Lambda::Function',
      Properties: { Handler: 'seed.handler', Runtime: 'nodejs22.x' },
    },
    Seed: {
      Type: 'Custom::Seed',
      Properties: { ServiceToken: { 'Fn::GetAtt': ['Seeder', 'Arn'] }, Rows: 2 },
    },
  },
  Outputs: { Rows: { Value: { 'Fn::GetAtt': ['Seed', 'Rows'] } } },
}

describe('custom resources', () => {
  const seed = async (event: Record<string, any>): Promise<void> => {
    const { ResponseURL, StackId, RequestId, LogicalResourceId, ResourceProperties } = event
    const answer = {
      Status: 'SUCCESS',
      PhysicalResourceId: 'seed',
      StackId,
      RequestId,
      LogicalResourceId,
    }
    const Data = { Rows: ResourceProperties.Rows }
    await fetch(ResponseURL, { method: 'PUT', body: JSON.stringify({ ...answer, Data }) })
  }
  const app = defineRegion(fromTemplate(template, { handlers: { Seeder: seed } }))

  it(
    'run their function',
    app(({ stack }) => {
      expect(stack.outputs.Rows).toBe('2')
    }),
  )
})

it('creates stacks through the API', async () => {
  const region = createRegion()
  const client = new CloudFormationClient(region.sdk)
  const TemplateBody = JSON.stringify({ Resources: { Jobs: { Type: 'AWS::SQS::Queue' } } })
  await client.send(new CreateStackCommand({ StackName: 'shop', TemplateBody }))
  const { Stacks: [stack] = [] } = await client.send(
    new DescribeStacksCommand({ StackName: 'shop' }),
  )
  expect(stack?.StackStatus).toBe('CREATE_COMPLETE')
})

describe('updates', () => {
  const body = (properties: object) =>
    JSON.stringify({ Resources: { Jobs: { Type: 'AWS::SQS::Queue', Properties: properties } } })

  it('go through change sets', async () => {
    const region = createRegion()
    const client = new CloudFormationClient(region.sdk)
    const StackName = 'shop'
    await client.send(new CreateStackCommand({ StackName, TemplateBody: body({}) }))
    const change = { StackName, ChangeSetName: 'slower' }
    await client.send(
      new CreateChangeSetCommand({ ...change, TemplateBody: body({ DelaySeconds: 9 }) }),
    )
    const { Changes } = await client.send(new DescribeChangeSetCommand(change))
    expect(Changes).toMatchObject([
      { ResourceChange: { Action: 'Modify', LogicalResourceId: 'Jobs', Replacement: 'False' } },
    ])
    await client.send(new ExecuteChangeSetCommand(change))
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName }))
    expect(stack?.StackStatus).toBe('UPDATE_COMPLETE')
  })
})
