import { expect, it } from 'vitest'
import { createRegion } from '../../index.ts'
import { fromServerless } from '../index.ts'

const service = (functions: object, more: object = {}): object => ({
  service: 'shop',
  provider: { name: 'aws', runtime: 'nodejs22.x', logRetentionInDays: 7, vpc: { subnetIds: [] } },
  functions,
  resources: {
    Resources: { Jobs: { Type: 'AWS::SQS::Queue' }, Dead: { Type: 'AWS::SNS::Topic' } },
  },
  ...more,
})

it('functions have log groups, layers, and a role that may do what their events need', () => {
  const { stack } = fromServerless(
    service(
      {
        work: {
          handler: 'src/work.handler',
          layers: [{ Ref: 'SharedLambdaLayer' }],
          onError: { Ref: 'Dead' },
          events: [{ sqs: { arn: { 'Fn::GetAtt': ['Jobs', 'Arn'] } } }],
        },
        quiet: { handler: 'src/quiet.handler', disableLogs: true },
      },
      { layers: { shared: { path: 'layer' } } },
    ),
  )(createRegion({ region: 'eu-west-1' }))
  expect(stack.skipped).toEqual([])
  expect(stack.logGroup('WorkLogGroup').name).toBe('/aws/lambda/shop-dev-work')
  expect(stack.resources['QuietLogGroup']).toBeUndefined()
  expect(stack.outputs['SharedLambdaLayerQualifiedArn']).toMatch(/:layer:shared:1$/)
  const role = stack.resources['IamRoleLambdaExecution']
  expect(role?.physicalId).toBe('shop-dev-eu-west-1-lambdaRole')
  const [policy] = role?.properties['Policies'] as any[]
  expect(policy.PolicyDocument.Statement.map(({ Action }: any) => Action[0])).toEqual([
    ...['logs:CreateLogStream', 'logs:PutLogEvents', 'sqs:ReceiveMessage', 'sqs:SendMessage'],
  ])
  expect(role?.properties['ManagedPolicyArns']).toEqual([
    'arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole',
  ])
})

it('expressions of schedules are numbered through, and named buses are made', () => {
  const { stack } = fromServerless(
    service({
      work: {
        handler: 'src/work.handler',
        events: [
          { schedule: { rate: ['rate(1 hour)', 'rate(2 hours)'] } },
          { schedule: 'rate(1 day)' },
          { eventBridge: { eventBus: 'orders', pattern: { source: ['shop'] } } },
          {
            cognitoUserPool: {
              pool: 'People',
              trigger: 'CustomEmailSender',
              kmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1',
            },
          },
        ],
      },
    }),
  )(createRegion())
  const rules = Object.values(stack.resources).filter(({ type }) => type === 'AWS::Events::Rule')
  expect(rules.map(({ logicalId, properties }) => [logicalId, properties['EventBusName']])).toEqual(
    [
      ...['1', '2', '3'].map((number) => [`WorkEventsRuleSchedule${number}`, undefined]),
      ['WorkEventBridge1', 'orders'],
    ],
  )
  expect(stack.eventBus('OrdersEventBus').name).toBe('orders')
  expect(stack.resources['CognitoUserPoolPeople']?.properties['LambdaConfig']).toMatchObject({
    CustomEmailSender: { LambdaVersion: 'V1_0' },
  })
})

it('policies that only the account has are named as skipped', () => {
  const { stack } = fromServerless({
    ...service({ work: { handler: 'src/work.handler' } }),
    provider: {
      ...{ name: 'aws', runtime: 'nodejs22.x' },
      iam: { role: { permissionsBoundary: 'arn:aws:iam::123456789012:policy/boundary' } },
    },
  })(createRegion())
  expect(stack.skipped).toMatchObject([
    { logicalId: 'IamRoleLambdaExecution', property: 'PermissionsBoundary' },
  ])
})
