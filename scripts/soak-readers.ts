/** Two further ways to read the soak's tables: the records of a stream, and a socket. */
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { Region } from 'miniregion'

type Wire = Parameters<typeof unmarshall>[0]

/**
 * What the records of a table's stream make when they are applied to an empty table: items by
 * `pk|sk`.
 */
export async function replayStream(
  region: Region,
  TableName: string,
): Promise<ReadonlyMap<string, unknown>> {
  // Planned faults are retried here.
  const tables = new DynamoDBClient({ ...region.sdk, maxAttempts: 10 })
  const streams = new DynamoDBStreamsClient({ ...region.sdk, maxAttempts: 10 })
  const { Table } = await tables.send(new DescribeTableCommand({ TableName }))
  const StreamArn = Table?.LatestStreamArn
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }))
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId
  let { ShardIterator } = await streams.send(
    new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
  )
  const replayed = new Map<string, unknown>()
  for (let isMore = true; isMore;) {
    const page = await streams.send(new GetRecordsCommand({ ShardIterator }))
    for (const { dynamodb } of page.Records ?? []) {
      const { pk, sk } = unmarshall((dynamodb?.Keys ?? {}) as Wire)
      const key = `${String(pk)}|${String(sk)}`
      if (dynamodb?.NewImage) replayed.set(key, unmarshall(dynamodb.NewImage as Wire))
      else replayed.delete(key)
    }
    ShardIterator = page.NextShardIterator
    isMore = (page.Records?.length ?? 0) > 0
  }
  return replayed
}

/** GetItem over a socket, as another language would send it. Undefined for a fault. */
export async function getOverSocket(
  url: string,
  TableName: string,
  { pk, sk }: { readonly pk: string; readonly sk: number },
): Promise<{ readonly item: unknown } | undefined> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'x-amz-target': 'DynamoDB_20120810.GetItem',
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-date': '20260101T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=b',
    },
    body: JSON.stringify({ TableName, Key: { pk: { S: pk }, sk: { N: String(sk) } } }),
  }).catch(() => undefined)
  if (!response?.ok) return undefined
  const { Item } = (await response.json()) as { Item?: Wire }
  return { item: Item && unmarshall(Item) }
}
