import { createPageToken, readPageToken } from '../../core/resources/page-token.ts'
import type { Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { invalidToken, prefixWithTime } from '../errors.ts'
import {
  findGroup,
  groupNameOf,
  streamsOf,
  type GroupInput,
  type ViewedStream,
} from '../groups/find.ts'
import { streamArn } from '../groups/names.ts'
import { PAGE } from '../limits.ts'
import type { LogsState } from '../state.ts'
import { accessToGroup } from './access.ts'
import type { PageInput } from './page.ts'

interface StreamOutput {
  readonly logStreamName: string
  readonly creationTime: number
  readonly firstEventTimestamp?: number
  readonly lastEventTimestamp?: number
  readonly lastIngestionTime?: number
  readonly uploadSequenceToken?: string
  readonly arn: string
  readonly storedBytes: number
}

// Recorded: test_describe_log_streams_with_log_group_identifier, and by LOGS-METRICS, Logs 2.
function toOutput({ options }: World, group: string, stream: ViewedStream): StreamOutput {
  const { name, createdAt, events } = stream
  const [first] = events
  const last = events.at(-1)
  return {
    logStreamName: name,
    creationTime: createdAt,
    ...(first &&
      last && {
        firstEventTimestamp: first.timestamp,
        lastEventTimestamp: last.timestamp,
        lastIngestionTime: events.reduce((at, { ingestedAt }) => Math.max(at, ingestedAt), 0),
        uploadSequenceToken: SEQUENCE_TOKEN,
      }),
    arn: streamArn(options, group, name),
    storedBytes: 0,
  }
}

/** AWS: API_PutLogEvents.html: tokens are answered and mean nothing any more. */
export const SEQUENCE_TOKEN = '49039859604398127391029381021938120981023981029381029381'

interface Input extends GroupInput, PageInput {
  readonly logStreamNamePrefix?: string
  readonly orderBy?: 'LogStreamName' | 'LastEventTime'
  readonly descending?: boolean
}

const byName = (a: ViewedStream, b: ViewedStream): number => (a.name < b.name ? -1 : 1)
const lastTime = ({ events }: ViewedStream): number => events.at(-1)?.timestamp ?? 0
const byTime = (a: ViewedStream, b: ViewedStream): number =>
  lastTime(a) - lastTime(b) || byName(a, b)

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
export const describeLogStreams: Operation<
  LogsState,
  Input,
  { readonly logStreams: readonly StreamOutput[]; readonly nextToken?: string }
> = defineOperation({
  name: 'DescribeLogStreams',
  handles: [
    'logGroupName',
    'logGroupIdentifier',
    'logStreamNamePrefix',
    'orderBy',
    'descending',
    'nextToken',
    'limit',
  ],
  access: accessToGroup('logs:DescribeLogStreams'),
  run(state, input, { world }) {
    const name = groupNameOf(input)
    const { logStreamNamePrefix: prefix = '', orderBy, descending = false } = input
    if (prefix !== '' && orderBy === 'LastEventTime') throw prefixWithTime()
    const found = streamsOf(state, world, findGroup(state, world, name))
      .filter((stream) => stream.name.startsWith(prefix))
      .sort(orderBy === 'LastEventTime' ? byTime : byName)
    if (descending) found.reverse()
    const request = [name, prefix, orderBy ?? '', descending]
    const { streams, nextToken } = pageOfStreams(world, found, input, request)
    return {
      logStreams: streams.map((stream) => toOutput(world, name, stream)),
      ...(nextToken !== undefined && { nextToken }),
    }
  },
})

/** A page continues after the stream that ended the one before, whatever the order is. */
function pageOfStreams(
  { options }: World,
  found: readonly ViewedStream[],
  { nextToken: token, limit = PAGE }: PageInput,
  request: unknown,
): { readonly streams: readonly ViewedStream[]; readonly nextToken?: string } {
  const scope = { options, service: 'logs', operation: 'DescribeLogStreams', request }
  let start = 0
  if (token !== undefined) {
    const read = readPageToken(scope, token)
    if (read.flaw) throw invalidToken()
    start = found.findIndex(({ name }) => name === read.position) + 1
  }
  const streams = found.slice(start, start + limit)
  const last = streams.at(-1)
  return last && start + limit < found.length
    ? { streams, nextToken: createPageToken(scope, last.name) }
    : { streams }
}
