/** Queues, event source mappings and what they deliver, in a case. */
import { CreateEventSourceMappingCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Json, JsonObject } from './case.ts'
import type { CaseWorld, Check, Part } from './part.ts'
import { resolve } from './sdk-world.ts'

/** A list of names, or of objects; or attributes by name. */
async function createQueues(world: CaseWorld, queues: Json): Promise<void> {
  const client = new SQSClient(world.region.sdk)
  const list = Array.isArray(queues)
    ? (queues as readonly (string | JsonObject)[]).map((one) =>
        typeof one === 'string' ? { name: one } : one,
      )
    : Object.entries(queues as Record<string, JsonObject>).map(([name, one]) => ({ name, ...one }))
  for (const { name, visibilityTimeoutSeconds, fifo, attributes = {}, ...rest } of list as any[]) {
    const unknown = Object.keys(rest)
    if (unknown.length > 0) throw new Error(`given.queues.${unknown} is not known to the runner`)
    const Attributes = {
      ...(resolve(world, attributes) as object),
      ...(visibilityTimeoutSeconds !== undefined && {
        VisibilityTimeout: String(visibilityTimeoutSeconds),
      }),
      ...(fifo && { FifoQueue: 'true', ContentBasedDeduplication: 'true' }),
    }
    await client.send(new CreateQueueCommand({ QueueName: name, Attributes }))
  }
  client.destroy()
}

function arnOf({ region }: CaseWorld, source: string): string {
  const [kind, name] = source.split(':') as [string, string]
  switch (kind) {
    case 'dynamodb-stream': {
      const { arn } = region.table(name)
      return `${arn}/stream/${new Date(region.clock.now()).toISOString().slice(0, -1)}`
    }
    case 'sqs':
      return region.queue(name).arn
    case 'kinesis':
      return region.stream(name).arn
    default:
      throw new Error(`the source ${source} is not known to the runner`)
  }
}

/** `maximumRetryAttempts` is `MaximumRetryAttempts`; the others have shorter forms. */
async function createMappings(world: CaseWorld, mappings: Json): Promise<void> {
  const client = new LambdaClient(world.region.sdk)
  for (const mapping of mappings as readonly any[]) {
    const { source, function: FunctionName, filterCriteria, onFailure, ...rest } = mapping
    const input: Record<string, unknown> = {
      EventSourceArn: arnOf(world, source),
      FunctionName,
      ...(filterCriteria && {
        FilterCriteria: {
          Filters: filterCriteria.map((one: Json) => ({ Pattern: JSON.stringify(one) })),
        },
      }),
      ...(onFailure && {
        DestinationConfig: { OnFailure: { Destination: arnOf(world, onFailure) } },
      }),
    }
    for (const [member, value] of Object.entries(rest)) {
      input[member.charAt(0).toUpperCase() + member.slice(1)] = value
    }
    await client.send(new CreateEventSourceMappingCommand(input as never))
  }
  client.destroy()
}

const queueNamed = (target: string): string => target.replace(/^sqs:/, '')

async function checkRaw(check: Check, expected: Json): Promise<void> {
  await check.drain()
  const client = new SQSClient(check.world.region.sdk)
  for (const [target, matcher] of Object.entries(expected as JsonObject)) {
    const QueueUrl = check.world.region.queue(queueNamed(target)).url
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 0,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    )
    const found = Messages.map(({ Body = '', MessageAttributes, Attributes }) => ({
      body: Body,
      bodyJson: toJson(Body),
      messageAttributes: MessageAttributes,
      attributes: Attributes,
    }))
    check.match(`deliveredRaw.${target}`, JSON.parse(JSON.stringify(found)), matcher)
  }
  client.destroy()
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const eventSourcesWorld: Part = {
  given: { queues: createQueues, eventSourceMappings: createMappings },
  when: {
    sqsSend({ region }, { queue, messages }) {
      for (const { body, groupId, attributes } of messages as any[]) {
        region.queue(queue as string).send(body, {
          ...(groupId !== undefined && { groupId }),
          ...(attributes !== undefined && { attributes }),
        })
      }
      return {}
    },
    kinesisPuts({ region }, { stream, records }) {
      for (const { partitionKey, dataText, dataBase64 } of records as any[]) {
        const data = dataText ?? Buffer.from(dataBase64, 'base64')
        region.stream(stream as string).put(data, partitionKey)
      }
      return {}
    },
  },
  then: {
    async delivered(check, expected) {
      await check.drain()
      for (const [target, matcher] of Object.entries(expected as JsonObject)) {
        const found = check.world.region
          .queue(queueNamed(target))
          .messages.map(({ body }) => toJson(body))
        check.match(`delivered.${target}`, found, matcher)
      }
    },
    deliveredRaw: checkRaw,
  },
}
