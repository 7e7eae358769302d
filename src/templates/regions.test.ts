import { DeleteStackCommand, CloudFormationClient } from '@aws-sdk/client-cloudformation'
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetResourcePolicyCommand,
  ListTagsOfResourceCommand,
} from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import { createRegion } from '../index.ts'
import { fromCdk, fromTemplate } from './index.ts'

const assembly = new URL('../../test/usage/templates/regions.out/', import.meta.url)

const globalTable = (more: object, replicas: object[]) => ({
  Resources: {
    Orders: {
      Type: 'AWS::DynamoDB::GlobalTable',
      Properties: {
        TableName: 'orders',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        Replicas: [{ Region: { Ref: 'AWS::Region' } }, ...replicas],
        ...more,
      },
    },
  },
  Outputs: { Stream: { Value: { 'Fn::GetAtt': ['Orders', 'StreamArn'] } } },
})

describe('fromCdk with stacks of several regions', () => {
  it('builds each into its own region', async () => {
    const region = createRegion()
    const { stack } = fromCdk(assembly, { stack: 'America' })(region)
    expect(stack.skipped).toEqual([])
    const eu = region.in('eu-west-1')
    expect(eu.queue('jobs').arn).toBe('arn:aws:sqs:eu-west-1:123456789012:jobs')
    expect(() => region.queue('jobs')).toThrow("There is no queue 'jobs'")
    stack.table('Orders').put({ id: '1' })
    await region.idle()
    expect(eu.table('orders').size).toBe(1)
  })

  it('means the stack of the other region', () => {
    const { stack } = fromCdk(assembly, { stack: 'Europe' })(createRegion())
    expect(stack.queue('Jobs').arn).toContain(':eu-west-1:')
  })
})

describe('AWS::DynamoDB::GlobalTable with replicas', () => {
  it.each([
    ['none', []],
    ['those of other regions alone', [{ Region: 'eu-west-1' }, { Region: 'eu-central-1' }]],
  ])('is refused with %s', (_, Replicas) => {
    expect(() => fromTemplate(globalTable({ Replicas }, []))(createRegion())).toThrow(
      /must contain an entry for the current region \(us-east-1\)\..*createRegion\(\{ region: '/,
    )
  })

  it('of one region is built where its stack is', () => {
    const region = createRegion()
    const Replicas = [{ Region: 'eu-west-1', DeletionProtectionEnabled: true }]
    const StreamSpecification = { StreamViewType: 'NEW_AND_OLD_IMAGES' }
    fromTemplate(globalTable({ Replicas, StreamSpecification }, []))(region)
    expect(region.table('orders').arn).toContain(':us-east-1:')
    expect(() => region.in('eu-west-1').table('orders').size).toThrow('orders')
  })

  it('gives each replica its settings', async () => {
    const region = createRegion()
    const { stack } = fromTemplate(
      globalTable({ TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true } }, [
        {
          Region: 'eu-west-1',
          TableClass: 'STANDARD_INFREQUENT_ACCESS',
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          Tags: [{ Key: 'team', Value: 'eu' }],
          ResourcePolicy: { PolicyDocument: { Version: '2012-10-17', Statement: [] } },
        },
      ]),
    )(region)
    expect(stack.skipped).toEqual([])
    expect(stack.outputs['Stream']).toContain(':us-east-1:123456789012:table/orders/stream/')
    const client = new DynamoDBClient(region.in('eu-west-1').sdk)
    const TableName = 'orders'
    const { Table } = await client.send(new DescribeTableCommand({ TableName }))
    expect(Table).toMatchObject({
      DeletionProtectionEnabled: true,
      TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
      Replicas: [{ RegionName: 'us-east-1' }],
    })
    const ResourceArn = Table!.TableArn!
    const { Tags } = await client.send(new ListTagsOfResourceCommand({ ResourceArn }))
    expect(Tags).toEqual([{ Key: 'team', Value: 'eu' }])
    const backups = await client.send(new DescribeContinuousBackupsCommand({ TableName }))
    expect(
      backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription
        ?.PointInTimeRecoveryStatus,
    ).toBe('ENABLED')
    const { Policy } = await client.send(new GetResourcePolicyCommand({ ResourceArn }))
    expect(Policy).toContain('Statement')
  })

  it('is strongly consistent with a witness, and is deleted with its stack', async () => {
    const region = createRegion()
    const template = globalTable(
      {
        MultiRegionConsistency: 'STRONG',
        GlobalTableWitnesses: [{ Region: 'us-west-2' }],
      },
      [{ Region: 'us-east-2' }],
    )
    const { Outputs: _, ...withoutStream } = template
    const { stack } = fromTemplate(withoutStream)(region)
    stack.table('Orders').put({ id: '1' })
    const ohio = region.in('us-east-2')
    expect(ohio.table('orders').size).toBe(1)
    await new CloudFormationClient(region.sdk).send(new DeleteStackCommand({ StackName: 'stack' }))
    expect(() => ohio.table('orders')).toThrow("There is no table 'orders'")
  })

  it('refuses a set of regions that AWS refuses, and leaves nothing', () => {
    const region = createRegion()
    const template = globalTable({ MultiRegionConsistency: 'STRONG' }, [{ Region: 'us-east-2' }])
    expect(() => fromTemplate(template)(region)).toThrow('two replicas, or with one replica')
    expect(() => region.table('orders')).toThrow("There is no table 'orders'")
  })
})
