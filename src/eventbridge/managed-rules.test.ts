import {
  CreateArchiveCommand,
  DeleteArchiveCommand,
  DeleteRuleCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge'
import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

const ARCHIVE = 'arn:aws:events:us-east-1:123456789012:archive/all'
const Name = 'Events-Archive-all'

it('an archive has a rule that EventBridge manages', async () => {
  const region = createRegion()
  const client = new EventBridgeClient({ ...region.sdk, maxAttempts: 1 })
  const bus = region.createEventBus('shop')
  bus.rule('mail', { source: ['shop'] }, region.createQueue('mails'))
  await client.send(
    new CreateArchiveCommand({
      ArchiveName: 'all',
      EventSourceArn: bus.arn,
      EventPattern: '{"source":["shop"]}',
    }),
  )
  const EventBusName = 'shop'
  const rules = async () => (await client.send(new ListRulesCommand({ EventBusName }))).Rules ?? []
  const managed = {
    Name,
    Arn: `arn:aws:events:us-east-1:123456789012:rule/shop/${Name}`,
    EventBusName,
    State: 'ENABLED',
    EventPattern: '{"source":["shop"],"replay-name":[{"exists":false}]}',
    ManagedBy: 'prod.vhs.events.aws.internal',
  }
  const [own, ...others] = (await rules()).sort((a, b) => (a.Name! < b.Name! ? 1 : -1))
  expect(own).not.toHaveProperty('ManagedBy')
  expect(others).toEqual([managed])
  const described = await client.send(new DescribeRuleCommand({ Name, EventBusName }))
  expect(described).toMatchObject({ ...managed, CreatedBy: '123456789012' })
  const { Targets } = await client.send(new ListTargetsByRuleCommand({ Rule: Name, EventBusName }))
  expect(Targets).toMatchObject([{ Id: Name, Arn: 'arn:aws:events:us-east-1:::' }])
  expect(Targets?.[0]?.InputTransformer?.InputTemplate).toContain(ARCHIVE)
  // A test's own view has its own rules.
  expect(bus.rules).toEqual(['mail'])
  expect((await client.send(new ListRulesCommand({}))).Rules).toEqual([])

  await client.send(new DeleteArchiveCommand({ ArchiveName: 'all' }))
  expect(await rules()).toHaveLength(1)
  await expect(client.send(new DescribeRuleCommand({ Name, EventBusName }))).rejects.toThrow(
    `Rule ${Name} does not exist on EventBus shop.`,
  )
})

it('nobody else changes it', async () => {
  const region = createRegion()
  const client = new EventBridgeClient({ ...region.sdk, maxAttempts: 1 })
  await client.send(
    new CreateArchiveCommand({
      ArchiveName: 'all',
      EventSourceArn: region.eventBus('default').arn,
    }),
  )
  const queue = region.createQueue('mails')
  for (const command of [
    new PutRuleCommand({ Name, EventPattern: '{"source":["shop"]}' }),
    new DisableRuleCommand({ Name }),
    new DeleteRuleCommand({ Name }),
    new PutTargetsCommand({ Rule: Name, Targets: [{ Id: 'a', Arn: queue.arn }] }),
  ]) {
    await expect(client.send(command as DeleteRuleCommand)).rejects.toMatchObject({
      name: 'ManagedRuleException',
    })
  }
  await expect(client.send(new DeleteRuleCommand({ Name, Force: true }))).rejects.toThrow(
    'EventBridge DeleteRule Force is not simulated',
  )
})
