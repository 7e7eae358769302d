/** Measures queues: the SDK's calls against its floor, and the handle as the queue grows. */
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { createRegion, type Queue, type Region } from 'miniregion'
import { createHash } from 'node:crypto'
import { interleave, summarize, timeAsync, timeSync, type Measure } from './measure.js'
import type { Growth } from './table.js'

const ROUNDS = 15
const WARM_UP = 100
const BODY = JSON.stringify({ orderId: 'o1', amount: 9 })

/** The same configuration, answered with prepared bytes. */
function floorClient(region: Region): SQSClient {
  const md5 = createHash('md5').update(BODY).digest('hex')
  const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))
  const answers: Record<string, Buffer> = {
    SendMessage: bytes({ MessageId: 'm', MD5OfMessageBody: md5 }),
    ReceiveMessage: bytes({
      Messages: [{ MessageId: 'm', ReceiptHandle: 'h', Body: BODY, MD5OfBody: md5 }],
    }),
    DeleteMessage: bytes({}),
  }
  const requestHandler = {
    ...region.sdk.requestHandler,
    handle: async ({ headers }: { headers: Record<string, string> }) => {
      const body = answers[headers['x-amz-target']!.split('.')[1]!]
      const contentType = { 'content-type': 'application/x-amz-json-1.0' }
      return { response: { statusCode: 200, headers: contentType, body } }
    },
  }
  return new SQSClient({ ...region.sdk, requestHandler } as never)
}

/** Sends, receives and deletes one message. */
async function roundTrip(client: SQSClient, QueueUrl: string): Promise<void> {
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: BODY }))
  const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl }))
  const ReceiptHandle = Messages[0]?.ReceiptHandle
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
}

export interface QueueCalls {
  readonly ours: Measure
  readonly floor: Measure
}

/** Returns µs for sending, receiving and deleting a message. */
export async function measureQueueCalls(): Promise<QueueCalls> {
  const region = createRegion()
  const { url } = region.createQueue('jobs')
  const clients = { ours: new SQSClient(region.sdk), floor: floorClient(region) }
  const names = ['ours', 'floor'] as const
  for (let n = 0; n < 8; n++) {
    for (const name of names) await timeAsync(200, () => roundTrip(clients[name], url))
  }
  const measured = await interleave(names, ROUNDS, (name) =>
    timeAsync(200, () => roundTrip(clients[name], url)),
  )
  return { ours: measured.get('ours')!, floor: measured.get('floor')! }
}

const rounds = (count: number, body: () => unknown): Measure => {
  for (let n = 0; n < WARM_UP; n++) timeSync(count, body)
  return summarize(Array.from({ length: ROUNDS }, () => timeSync(count, body)))
}

function receiveAndDelete(jobs: Queue): void {
  const [message] = jobs.receive()
  jobs.delete(message!)
}

/** Returns µs per call with `size` messages in the queue. */
export function measureQueue(size: number): Growth {
  const region = createRegion()
  const jobs = region.createQueue('jobs')
  for (let start = 0; start < size; start += 10_000) {
    jobs.seed(Array.from({ length: Math.min(size, 10_000) }, (_, i) => ({ id: start + i })))
  }
  const sendReceiveDelete = (): void => {
    jobs.send(BODY)
    receiveAndDelete(jobs)
  }
  const inFork = (): void => {
    const fork = region.fork()
    receiveAndDelete(fork.queue('jobs'))
    fork.end()
  }
  return [
    ['send, receive and delete', rounds(100, sendReceiveDelete)],
    ['fork and end', rounds(20, () => region.fork().end())],
    ['receive and delete in a new fork', rounds(20, inFork)],
  ]
}
