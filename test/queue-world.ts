/** A region with a queue and a client that makes one attempt. */
import { CreateQueueCommand, SQSClient, type QueueAttributeName } from '@aws-sdk/client-sqs'
import { createRegion, type Region } from '../src/region/index.ts'

export type Attributes = Partial<Record<QueueAttributeName, string>>

export interface QueueWorld {
  readonly region: Region
  readonly client: SQSClient
  /** Creates a queue through the SDK, and returns its URL. */
  create(name: string, attributes?: Attributes): Promise<string>
}

export function queueWorld(): QueueWorld {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  const client = new SQSClient({ ...region.sdk, maxAttempts: 1 })
  return {
    region,
    client,
    async create(name, attributes = {}) {
      const command = new CreateQueueCommand({ QueueName: name, Attributes: attributes })
      const { QueueUrl = '' } = await client.send(command)
      return QueueUrl
    },
  }
}

/** AWS's code and message of a refused call. */
export const refusal = async (call: Promise<unknown>): Promise<[string, string]> => {
  const error = await call.then(
    () => new Error('the call succeeded'),
    (caught: unknown) => caught as Error & { Code?: string },
  )
  return ['Code' in error ? String(error.Code) : error.name, error.message]
}
