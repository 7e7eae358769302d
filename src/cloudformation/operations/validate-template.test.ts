import {
  CloudFormationClient,
  CreateStackCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation'
import { describe, expect, it } from 'vitest'
import { createRegion } from '../../index.ts'

const Queue = { Type: 'AWS::SQS::Queue' }
const TRUST = { Version: '2012-10-17', Statement: [] }
const body = (Resources: object, more: object = {}): string =>
  JSON.stringify({ Resources, ...more })

describe('ValidateTemplate', () => {
  const validate = (TemplateBody: string) =>
    new CloudFormationClient(createRegion().sdk).send(new ValidateTemplateCommand({ TemplateBody }))

  it('tells parameters and capabilities', async () => {
    const Role = {
      Type: 'AWS::IAM::Role',
      Properties: { RoleName: { Ref: 'Name' }, AssumeRolePolicyDocument: TRUST },
    }
    const Parameters = { Name: { Type: 'String', Default: 'x' } }
    const Conditions = { Yes: { 'Fn::Equals': [{ Ref: 'Name' }, 'x'] } }
    const Output = { Value: { 'Fn::Sub': '${Role.Arn}${AWS::Region}' }, Condition: 'Yes' }
    expect(
      await validate(body({ Role }, { Parameters, Conditions, Outputs: { Output } })),
    ).toMatchObject({
      Parameters: [{ ParameterKey: 'Name', DefaultValue: 'x', NoEcho: false }],
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      CapabilitiesReason: 'The following resource(s) require capabilities: [AWS::IAM::Role]',
    })
  })

  const named = (QueueName: unknown) => ({ ...Queue, Properties: { QueueName } })
  it.each<[string, string]>([
    [
      body({ A: named({ Ref: 'X' }) }),
      'Template format error: Unresolved resource dependencies [X] in the Resources block of the template',
    ],
    [
      body({ A: named({ 'Fn::Join': ['', [{ Ref: 'A' }]] }) }),
      'Circular dependency between resources: [A]',
    ],
    [
      body({ A: { ...Queue, Condition: 'No' } }),
      'Template format error: Unresolved condition dependency No in the Resources block of the template',
    ],
    ['{"a": ', 'Template format error: JSON not well-formed. (line 1, column 7)'],
  ])('refuses %s', async (text, message) => {
    await expect(validate(text)).rejects.toMatchObject({ name: 'ValidationError', message })
  })
})

describe('the templates of a stack', () => {
  it('are the one it was given, and the one that its transforms made', async () => {
    const client = new CloudFormationClient(createRegion().sdk)
    const TemplateBody = body(
      { Items: { Type: 'AWS::Serverless::SimpleTable' } },
      { Transform: 'AWS::Serverless-2016-10-31', AWSTemplateFormatVersion: '2010-09-09' },
    )
    const Capabilities = ['CAPABILITY_AUTO_EXPAND' as const]
    await client.send(new CreateStackCommand({ StackName: 'shop', TemplateBody, Capabilities }))
    const get = async (TemplateStage: 'Original' | 'Processed') =>
      JSON.parse(
        (await client.send(new GetTemplateCommand({ StackName: 'shop', TemplateStage })))
          .TemplateBody!,
      )
    expect(await get('Original')).toEqual(JSON.parse(TemplateBody))
    expect((await get('Processed')).Resources.Items.Type).toBe('AWS::DynamoDB::Table')
    expect(await client.send(new GetTemplateSummaryCommand({ StackName: 'shop' }))).toMatchObject({
      ResourceTypes: ['AWS::DynamoDB::Table'],
      Version: '2010-09-09',
    })
  })
})
