import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation'
import { expect, it } from 'vitest'
import { createRegion } from '../region/index.ts'

const trust = (Service: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
})

/** What CDK writes for `table.grantReadData(fn)`. */
const template = (action: string) =>
  JSON.stringify({
    Resources: {
      Orders: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          TableName: 'orders',
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        },
      },
      PlaceRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: 'place',
          AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
          ManagedPolicyArns: [
            {
              'Fn::Sub':
                'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
            },
          ],
        },
      },
      PlaceRoleDefaultPolicy: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: 'PlaceRoleDefaultPolicy',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: action, Resource: { 'Fn::GetAtt': ['Orders', 'Arn'] } },
            ],
          },
          Roles: [{ Ref: 'PlaceRole' }],
        },
      },
      Boundary: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: {
          ManagedPolicyName: 'limits',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
          },
          Roles: [{ Ref: 'PlaceRole' }],
        },
      },
      Team: { Type: 'AWS::IAM::Group', Properties: { GroupName: 'team' } },
      Ann: {
        Type: 'AWS::IAM::User',
        Properties: { UserName: 'ann', Groups: [{ Ref: 'Team' }] },
      },
      Key: { Type: 'AWS::IAM::AccessKey', Properties: { UserName: { Ref: 'Ann' } } },
      Profile: {
        Type: 'AWS::IAM::InstanceProfile',
        Properties: { Roles: [{ Ref: 'PlaceRole' }] },
      },
    },
  })

it('roles and policies of templates are real', async () => {
  const region = createRegion({ iam: 'enforce' })
  const cloudformation = new CloudFormationClient(region.sdk)
  const Capabilities = ['CAPABILITY_NAMED_IAM' as const]
  const create = (TemplateBody: string) => ({ StackName: 'shop', TemplateBody, Capabilities })
  await cloudformation.send(new CreateStackCommand(create(template('dynamodb:GetItem'))))
  await region.idle()
  const iam = new IAMClient(region.sdk)
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'place' }))
  expect(Role?.Arn).toBe('arn:aws:iam::123456789012:role/place')
  const client = new DynamoDBClient({ ...region.as('place').sdk, maxAttempts: 1 })
  const Key = { id: { S: 'a' } }
  const put = () => client.send(new PutItemCommand({ TableName: 'orders', Item: Key }))
  await client.send(new GetItemCommand({ TableName: 'orders', Key }))
  // The managed policy allows everything.
  await put()
  const narrower = JSON.parse(template('dynamodb:PutItem'))
  narrower.Resources.Boundary.Properties.Roles = []
  await cloudformation.send(new UpdateStackCommand(create(JSON.stringify(narrower))))
  await region.idle()
  await put()
  await expect(client.send(new GetItemCommand({ TableName: 'orders', Key }))).rejects.toThrow(
    'no identity-based policy allows the dynamodb:GetItem action',
  )
  await cloudformation.send(new DeleteStackCommand({ StackName: 'shop' }))
  await region.idle()
  await expect(iam.send(new GetRoleCommand({ RoleName: 'place' }))).rejects.toThrow(
    'The role with name place cannot be found.',
  )
})
