import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch'
import { expect, it } from 'vitest'
import { createRegion } from '../region/index.ts'
import { fromTemplate } from '../templates/index.ts'

it('a template makes alarms, whose simulated actions run', async () => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  const stack = await fromTemplate({
    Resources: {
      Alerts: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'alerts' } },
      Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead' } },
      Alarm: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          AlarmName: 'dead letters',
          Namespace: 'AWS/SQS',
          MetricName: 'ApproximateNumberOfMessagesVisible',
          Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['Dead', 'QueueName'] } }],
          Statistic: 'Maximum',
          Period: '60',
          EvaluationPeriods: 1,
          Threshold: '0',
          ComparisonOperator: 'GreaterThanThreshold',
          AlarmActions: [{ Ref: 'Alerts' }, 'arn:aws:automate:us-east-1:ec2:reboot'],
        },
      },
    },
    Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Alarm', 'Arn'] } } },
  })(region)
  region.queue('dead').send('lost')
  await region.clock.advance('1m')
  await region.idle()
  const { MetricAlarms = [] } = await new CloudWatchClient(region.sdk).send(
    new DescribeAlarmsCommand({}),
  )
  expect(MetricAlarms).toMatchObject([
    {
      AlarmName: 'dead letters',
      AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:dead letters',
      StateValue: 'ALARM',
      Period: 60,
      Threshold: 0,
      AlarmActions: [region.topic('alerts').arn],
    },
  ])
  expect(region.topic('alerts').messages).toHaveLength(1)
  expect(JSON.stringify(stack.stack.skipped)).toContain('AlarmActions')
})
