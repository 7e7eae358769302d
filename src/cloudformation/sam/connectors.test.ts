import { describe, expect, it } from 'vitest'
import { createRegion } from '../../index.ts'
import { fromTemplate } from '../../templates/index.ts'

const Function = {
  Type: 'AWS::Serverless::Function',
  Properties: { InlineCode: 'x', Handler: 'a.handler', Runtime: 'nodejs22.x' },
}
const build = (Resources: object) =>
  fromTemplate({ Transform: 'AWS::Serverless-2016-10-31', Resources })(createRegion()).stack

describe('connectors', () => {
  it('let the role of a function use a table', () => {
    const stack = build({
      Work: Function,
      Orders: { Type: 'AWS::Serverless::SimpleTable' },
      Use: {
        Type: 'AWS::Serverless::Connector',
        Properties: {
          ...{ Source: { Id: 'Work' }, Destination: { Id: 'Orders' } },
          Permissions: ['Read', 'Write'],
        },
      },
    })
    expect(stack.skipped).toEqual([])
    const arn = expect.stringMatching(/:table\/stack-Orders-\w+$/)
    expect(stack.resources['UsePolicy']).toMatchObject({
      type: 'AWS::IAM::ManagedPolicy',
      properties: {
        Roles: [stack.resources['WorkRole']?.physicalId],
        PolicyDocument: {
          Statement: [
            { Resource: [arn, expect.stringMatching(/\/index\/\*$/)] },
            { Action: expect.arrayContaining(['dynamodb:PutItem']) },
          ],
        },
      },
    })
  })

  it('may belong to a resource, and lead to several', () => {
    const stack = build({
      Placed: {
        Type: 'AWS::SNS::Topic',
        Connectors: {
          Send: {
            Properties: { Destination: [{ Id: 'Work' }, { Id: 'Jobs' }], Permissions: ['Write'] },
          },
        },
      },
      Work: Function,
      Jobs: { Type: 'AWS::SQS::Queue' },
    })
    expect(
      stack.resources['PlacedSendWriteLambdaPermissionDestination0']?.properties,
    ).toMatchObject({
      Principal: 'sns.amazonaws.com',
      SourceArn: stack.resources['Placed']?.physicalId,
    })
    expect(stack.resources['PlacedSendQueuePolicyDestination1']?.properties).toMatchObject({
      Queues: [stack.queue('Jobs').url],
      PolicyDocument: { Statement: [{ Action: 'sqs:SendMessage' }] },
    })
  })

  it('refuse ends that have nothing to do with each other', () => {
    const connector = (Source: string, Destination: string) => ({
      Type: 'AWS::Serverless::Connector',
      Properties: {
        Source: { Id: Source },
        Destination: { Id: Destination },
        Permissions: ['Read'],
      },
    })
    const Jobs = { Type: 'AWS::SQS::Queue' }
    expect(() => build({ Jobs, Other: Jobs, Use: connector('Jobs', 'Other') })).toThrow(
      'Unable to create connector from AWS::SQS::Queue to AWS::SQS::Queue',
    )
    expect(() => build({ Jobs, Use: connector('Jobs', 'Nothing') })).toThrow(
      "Unable to find resource with logical id 'Nothing'.",
    )
  })
})
