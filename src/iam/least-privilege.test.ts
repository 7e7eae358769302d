import { expect, it } from 'vitest'
import { createRegion } from '../region/index.ts'

it('names what Lambda does with the role: it reads sources, and sends what is left', () => {
  const region = createRegion()
  const role = region.createRole('worker')
  const jobs = region.createQueue('jobs')
  const done = region.createTopic('done')
  const dead = region.createQueue('dead')
  const orders = region.createTable('orders', { partitionKey: 'id', stream: true })
  const worker = region.registerFunction('worker', async () => {}, {
    ...{ role, onSuccess: done, onFailure: dead },
  })
  jobs.on('message', worker)
  orders.on('stream', worker, { onFailure: dead })
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        Resource: jobs.arn,
      },
      {
        Effect: 'Allow',
        Action: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
        Resource: expect.stringContaining('/stream/'),
      },
      { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: dead.arn },
      { Effect: 'Allow', Action: 'sns:Publish', Resource: done.arn },
    ],
  }
  expect(worker.leastPrivilege()).toEqual(policy)
  expect(role.leastPrivilege()).toEqual(policy)
})
