import {
  createPageToken,
  readPageToken,
  type TokenScope,
} from '../../../core/resources/page-token.ts'
import type { Operation, World } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import {
  excludesToken,
  filterNeeds,
  invalidToken,
  needsTokenOrStream,
  tokenExpired,
} from '../../errors.ts'
import { SHARDS_PER_LIST, TOKEN_LIFETIME_MS } from '../../limits.ts'
import { shardIdOf, type Shard } from '../../shards/shard.ts'
import { horizonOf } from '../../shards/retention.ts'
import type { KinesisState, Stream } from '../../state.ts'
import { describeShard, listedShards } from '../streams/described.ts'
import { accessTo, findStream, streamNamed, type StreamInput } from '../streams/named-stream.ts'

interface ShardFilter {
  readonly Type:
    | 'AFTER_SHARD_ID'
    | 'AT_TRIM_HORIZON'
    | 'FROM_TRIM_HORIZON'
    | 'AT_LATEST'
    | 'AT_TIMESTAMP'
    | 'FROM_TIMESTAMP'
  readonly ShardId?: string
  readonly Timestamp?: Date
}

interface Input extends StreamInput {
  readonly NextToken?: string
  readonly ExclusiveStartShardId?: string
  readonly MaxResults?: number
  readonly StreamCreationTimestamp?: Date
  readonly ShardFilter?: ShardFilter
}

/** The position of a page: it names the stream, because a request with a token names none. */
type Position = readonly [stream: string, after: string, issuedAt: number, filter: string | null]

// AWS: API_ListShards.html: "You can't specify this parameter if you specify the NextToken".
const WITHOUT_TOKEN = [
  'StreamName',
  'StreamARN',
  'ExclusiveStartShardId',
  'StreamCreationTimestamp',
  'ShardFilter',
] as const

/** AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListShards.html */
export const listShards: Operation<KinesisState, Input, object> = defineOperation({
  name: 'ListShards',
  handles: [...WITHOUT_TOKEN, 'NextToken', 'MaxResults'],
  access: accessTo('ListShards'),
  run(state, input, { world }) {
    const now = world.clock.now()
    const { stream, after, filter } = startOf(state, input, world)
    const isWanted = filterOf(stream, filter, now)
    const shards = listedShards(stream, now).filter(
      (shard) => shardIdOf(shard.index) > after && isWanted(shard),
    )
    const page = shards.slice(0, input.MaxResults ?? SHARDS_PER_LIST)
    const last = page.at(-1)
    const position: Position = [
      stream.name,
      last ? shardIdOf(last.index) : '',
      now,
      filter ? JSON.stringify(filter) : null,
    ]
    return {
      Shards: page.map(describeShard),
      ...(page.length < shards.length && { NextToken: createPageToken(scopeOf(world), position) }),
    }
  },
})

const scopeOf = ({ options }: World): TokenScope => ({
  options,
  service: 'kinesis',
  operation: 'ListShards',
})

interface Start {
  readonly stream: Stream
  readonly after: string
  readonly filter: ShardFilter | undefined
}

function startOf(state: KinesisState, input: Input, world: World): Start {
  const { NextToken, StreamName, StreamARN } = input
  if (NextToken === undefined) {
    if (StreamName === undefined && StreamARN === undefined) throw needsTokenOrStream()
    const { ExclusiveStartShardId = '', ShardFilter } = input
    const stream = findStream(state, input, world)
    return { stream, after: ExclusiveStartShardId, filter: ShardFilter }
  }
  const excluded = WITHOUT_TOKEN.find((member) => input[member] !== undefined)
  if (excluded) throw excludesToken(excluded)
  const read = readPageToken(scopeOf(world), NextToken)
  if (read.flaw) throw invalidToken()
  const [name, after, issuedAt, filter] = read.position as unknown as Position
  if (world.clock.now() > issuedAt + TOKEN_LIFETIME_MS) throw tokenExpired()
  return { stream: streamNamed(state, name, world), after, filter: toFilter(filter) }
}

function toFilter(text: string | null): ShardFilter | undefined {
  if (text === null) return undefined
  const { Timestamp, ...filter } = JSON.parse(text) as ShardFilter
  return Timestamp === undefined ? filter : { ...filter, Timestamp: new Date(Timestamp) }
}

// AWS: API_ShardFilter.html.
function filterOf(
  stream: Stream,
  filter: ShardFilter | undefined,
  now: number,
): (shard: Shard) => boolean {
  const wasOpenAt = (time: number) => (shard: Shard) =>
    shard.createdAt <= time && (shard.closedAt ?? Infinity) > time
  const isOpenFrom = (time: number) => (shard: Shard) => (shard.closedAt ?? Infinity) > time
  // Before its creation a stream has the shards that it was created with.
  const notBefore = (time: number): number => Math.max(time, stream.createdAt)
  switch (filter?.Type) {
    case undefined:
      return () => true
    case 'AFTER_SHARD_ID': {
      const { ShardId } = filter
      if (ShardId === undefined) throw filterNeeds('ShardId', filter.Type)
      return ({ index }) => shardIdOf(index) > ShardId
    }
    case 'AT_LATEST':
      return ({ closedAt }) => closedAt === undefined
    case 'AT_TRIM_HORIZON':
      return wasOpenAt(notBefore(horizonOf(stream, now)))
    case 'FROM_TRIM_HORIZON':
      return isOpenFrom(notBefore(horizonOf(stream, now)))
    case 'AT_TIMESTAMP':
    case 'FROM_TIMESTAMP': {
      const { Timestamp, Type } = filter
      if (Timestamp === undefined) throw filterNeeds('Timestamp', Type)
      const time = notBefore(Timestamp.getTime())
      return Type === 'AT_TIMESTAMP' ? wasOpenAt(time) : isOpenFrom(time)
    }
  }
}
