/** Measures how long a stack takes from its parsed template. */
import { createRegion } from 'miniregion'
import { fromTemplate } from 'miniregion/templates'
import { summarize, timeSync, type Measure } from './measure.js'

export interface StackTimes {
  /** The first stack of a process, which loads the rooms of its services. */
  readonly first: number
  readonly later: Measure
  /** µs to begin and end a fork of a region that has the stack. */
  readonly fork: Measure
}

const ROUNDS = 15
/** Eight resources each. */
const PARTS = 25

export function measureStacks(): StackTimes {
  const template = templateOf(PARTS)
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now()
    fromTemplate(template)(createRegion())
    return performance.now() - start
  })
  const [first = 0, ...later] = times
  return { first, later: summarize(later), fork: measureForks(template) }
}

function measureForks(template: object): Measure {
  const region = createRegion()
  fromTemplate(template)(region)
  const samples: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    samples.push(timeSync(1_000, () => region.fork().end()))
  }
  return summarize(samples.slice(1))
}

const arn = (id: string): object => ({ 'Fn::GetAtt': [id, 'Arn'] })
const allow = (Action: string, more: object): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, ...more }],
})

/** Functions with what applications put around them: a table, a queue, a topic, a bucket, a role. */
function templateOf(parts: number): object {
  const Resources: Record<string, object> = {}
  for (let n = 0; n < parts; n++) {
    const add = (name: string, Type: string, Properties: object): void => {
      Resources[`${name}${n}`] = { Type, Properties }
    }
    const of = (name: string): string => `${name}${n}`
    add('Table', 'AWS::DynamoDB::Table', {
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    })
    add('Queue', 'AWS::SQS::Queue', { VisibilityTimeout: 60 })
    add('Topic', 'AWS::SNS::Topic', { DisplayName: 'orders' })
    add('Subscription', 'AWS::SNS::Subscription', {
      ...{ TopicArn: { Ref: of('Topic') }, Protocol: 'sqs', Endpoint: arn(of('Queue')) },
    })
    add('Bucket', 'AWS::S3::Bucket', { VersioningConfiguration: { Status: 'Enabled' } })
    add('Role', 'AWS::IAM::Role', {
      AssumeRolePolicyDocument: allow('sts:AssumeRole', {
        Principal: { Service: 'lambda.amazonaws.com' },
      }),
      Policies: [
        {
          PolicyName: 'table',
          PolicyDocument: allow('dynamodb:*', { Resource: arn(of('Table')) }),
        },
      ],
    })
    add('Function', 'AWS::Lambda::Function', {
      ...{ Runtime: 'nodejs22.x', Handler: 'index.handler', Role: arn(of('Role')) },
      Code: { S3Bucket: 'code', S3Key: 'orders.zip' },
      Environment: { Variables: { TABLE: { Ref: of('Table') }, QUEUE: { Ref: of('Queue') } } },
    })
    add('Mapping', 'AWS::Lambda::EventSourceMapping', {
      ...{ EventSourceArn: arn(of('Queue')), FunctionName: { Ref: of('Function') }, BatchSize: 10 },
    })
  }
  return { Resources }
}
