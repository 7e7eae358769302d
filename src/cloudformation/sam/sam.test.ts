import { describe, expect, it } from 'vitest'
import { createRegion } from '../../index.ts'
import { fromTemplate } from '../../templates/index.ts'
import { parseTemplate } from '../template/parse.ts'

const SAM = `
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: nodejs22.x
    Timeout: 5
    Environment:
      Variables:
        TABLE: !Ref Orders
Resources:
  Orders:
    Type: AWS::Serverless::SimpleTable
  Jobs:
    Type: AWS::SQS::Queue
  Work:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: work.handler
      Policies:
        - DynamoDBCrudPolicy: { TableName: !Ref Orders }
        - AmazonS3ReadOnlyAccess
      AutoPublishAlias: live
      FunctionUrlConfig: { AuthType: NONE }
      Events:
        Jobs:
          Type: SQS
          Properties:
            Queue: !GetAtt Jobs.Arn
            BatchSize: 3
        Nightly:
          Type: Schedule
          Properties:
            Schedule: rate(1 day)
        Placed:
          Type: EventBridgeRule
          Properties:
            Pattern: { source: [shop] }
Outputs:
  Url: { Value: !GetAtt WorkUrl.FunctionUrl }
`

describe('the SAM transform', () => {
  it('makes functions with their events', async () => {
    const region = createRegion()
    const events: unknown[] = []
    const document = parseTemplate(SAM).value as object
    const { stack } = fromTemplate(document, {
      handlers: { Work: async (event: unknown) => void events.push(event) },
    })(region)
    expect(stack.skipped).toEqual([])
    expect(Object.keys(stack.resources)).toEqual([
      ...['Orders', 'Jobs', 'WorkRole', 'Work', 'WorkVersion9605d56cdb', 'WorkAliaslive'],
      ...['WorkUrl', 'WorkUrlPublicPermissions', 'WorkURLInvokeAllowPublicAccess'],
      ...['WorkJobs', 'WorkNightly', 'WorkNightlyPermission', 'WorkPlaced', 'WorkPlacedPermission'],
    ])
    stack.queue('Jobs').send('1')
    await region.idle()
    region.eventBus('default').put({ source: 'shop', detailType: 'OrderPlaced', detail: {} })
    await region.idle()
    expect(events).toHaveLength(2)
    expect(stack.outputs['Url']).toMatch(/^https:.*lambda-url/)
  })
})
