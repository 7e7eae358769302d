/** Cases whose later steps need what earlier ones answered. Outputs are `any`: the assertions say what they are. */
import { DynamoDBStreamsClient, type DynamoDBStreams } from '@aws-sdk/client-dynamodb-streams'
import * as streams from '@aws-sdk/client-dynamodb-streams'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import assert from 'node:assert/strict'
import { send, type ConformanceCase, type Step } from './case.ts'

/** Sends any operation of the tables or of the streams. */
export type Send = (operation: string, input?: object) => Promise<any>

type StreamsCommand = new (input: object) => Parameters<DynamoDBStreams['send']>[0]

/** A client of the streams where the tables' client leads. */
const streamsOf = ({ config }: DynamoDBClient): DynamoDBStreamsClient =>
  new DynamoDBStreamsClient({
    region: config.region,
    credentials: config.credentials,
    requestHandler: config.requestHandler,
    ...(config.endpoint && { endpoint: config.endpoint }),
  })

function sender(client: DynamoDBClient): Send {
  return (operation, input = {}) => {
    const Command = (streams as unknown as Record<string, StreamsCommand | undefined>)[
      `${operation}Command`
    ]
    if (!Command) return send(client, operation, input)
    return streamsOf(client).send(new Command(input)) as Promise<unknown>
  }
}

/** One group's scenarios; their ids are completed with its name. */
export const scenarios = (
  name: string,
  list: readonly (readonly [
    id: string,
    title: string,
    source: string,
    run: (send: Send) => Promise<void>,
  ])[],
): readonly ConformanceCase[] =>
  list.map(([id, title, source, run]) => ({
    id: `dynamodb/${name}/${id}`,
    title,
    source,
    run: (client) => run(sender(client)),
  }))

/** Awaits a refusal. */
export async function fails(sent: Promise<unknown>, { error }: Pick<Step, 'error'>): Promise<void> {
  const caught = await sent.then(
    () => undefined,
    (reason: Error) => reason,
  )
  assert.equal(caught?.name, error!.name, caught?.message ?? 'it was accepted')
  if (error!.message !== undefined) assert.equal(caught!.message, error!.message)
}
