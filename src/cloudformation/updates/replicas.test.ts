/** Updates of a stack that add, change and remove replicas of a global table. */
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation'
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTagsOfResourceCommand,
} from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import { createRegion } from '../../index.ts'

const StackName = 'shop'

function deployer() {
  const region = createRegion()
  const client = new CloudFormationClient(region.sdk)
  const body = (replicas: readonly object[], more: object = {}): string =>
    JSON.stringify({
      Resources: {
        Orders: {
          Type: 'AWS::DynamoDB::GlobalTable',
          Properties: {
            TableName: 'orders',
            AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
            KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
            BillingMode: 'PAY_PER_REQUEST',
            Replicas: [{ Region: 'us-east-1' }, ...replicas],
            ...more,
          },
        },
      },
    })
  return {
    region,
    create: (...args: Parameters<typeof body>) =>
      client.send(new CreateStackCommand({ StackName, TemplateBody: body(...args) })),
    async update(...args: Parameters<typeof body>) {
      await client.send(new UpdateStackCommand({ StackName, TemplateBody: body(...args) }))
      const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }))
      const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }))
      const reason = StackEvents.find(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED'))
      return [Stacks?.[0]?.StackStatus, reason?.ResourceStatusReason]
    },
  }
}

const done = ['UPDATE_COMPLETE', undefined]

describe('UpdateStack of AWS::DynamoDB::GlobalTable', () => {
  it('adds replicas, with the items, and removes them', async () => {
    const { region, create, update } = deployer()
    await create([])
    region.table('orders').put({ id: '1' })
    expect(await update([{ Region: 'eu-west-1' }, { Region: 'sa-east-1' }])).toEqual(done)
    const [eu, sa] = [region.in('eu-west-1'), region.in('sa-east-1')]
    expect(eu.table('orders').size).toBe(1)
    sa.table('orders').put({ id: '2' })
    await region.idle()
    expect(eu.table('orders').size).toBe(2)

    expect(await update([{ Region: 'sa-east-1' }])).toEqual(done)
    expect(() => eu.table('orders')).toThrow("There is no table 'orders'")
    expect(sa.table('orders').size).toBe(2)
  })

  it('changes the settings that each replica has for itself', async () => {
    const { region, create, update } = deployer()
    const TableName = 'orders'
    const described = async () => {
      const client = new DynamoDBClient(region.in('eu-west-1').sdk)
      const { Table } = await client.send(new DescribeTableCommand({ TableName }))
      const ResourceArn = Table!.TableArn!
      const { Tags } = await client.send(new ListTagsOfResourceCommand({ ResourceArn }))
      const { ContinuousBackupsDescription } = await client.send(
        new DescribeContinuousBackupsCommand({ TableName }),
      )
      return {
        isProtected: Table!.DeletionProtectionEnabled,
        class: Table!.TableClassSummary?.TableClass,
        tags: Tags,
        recovery:
          ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus,
      }
    }
    const settings = {
      Region: 'eu-west-1',
      DeletionProtectionEnabled: true,
      TableClass: 'STANDARD_INFREQUENT_ACCESS',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      Tags: [{ Key: 'team', Value: 'eu' }],
    }
    await create([{ Region: 'eu-west-1', Tags: [{ Key: 'old', Value: '1' }] }])
    expect(await update([settings])).toEqual(done)
    expect(await described()).toEqual({
      isProtected: true,
      class: 'STANDARD_INFREQUENT_ACCESS',
      tags: [{ Key: 'team', Value: 'eu' }],
      recovery: 'ENABLED',
    })
    expect(await update([{ Region: 'eu-west-1' }])).toEqual(done)
    expect(await described()).toEqual({
      isProtected: false,
      class: 'STANDARD',
      tags: [],
      recovery: 'DISABLED',
    })
  })

  it('rolls back what AWS refuses, and leaves the replicas as they were', async () => {
    const { region, create, update } = deployer()
    await create([{ Region: 'eu-west-1', DeletionProtectionEnabled: true }])
    const [status, reason] = await update([])
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE')
    expect(reason).toContain('protected against deletion')
    region.table('orders').put({ id: '1' })
    await region.idle()
    expect(region.in('eu-west-1').table('orders').size).toBe(1)

    expect(await update([{ Region: 'eu-west-1' }, { Region: 'eu-nowhere-1' }])).toEqual([
      'UPDATE_ROLLBACK_COMPLETE',
      expect.stringContaining('eu-nowhere-1 is not supported'),
    ])
    expect(region.in('eu-west-1').table('orders').size).toBe(1)
  })

  it('refuses another consistency by name', async () => {
    const { create, update } = deployer()
    await create([])
    const [status, reason] = await update([{ Region: 'us-east-2' }, { Region: 'us-west-2' }], {
      MultiRegionConsistency: 'STRONG',
    })
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE')
    expect(reason).toContain('another consistency or witness is not simulated')
  })
})
