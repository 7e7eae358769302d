import { createPageToken, readPageToken } from '../../core/resources/page-token.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { invalidToken, namesAndPrefix } from '../errors.ts'
import { countThatFits } from '../events/page.ts'
import { findGroup, findStream, groupNameOf, streamsOf, type GroupInput } from '../groups/find.ts'
import {
  comparePositions,
  positionOf,
  toEventId,
  type ViewedEvent,
} from '../groups/viewed-event.ts'
import { MOST_EVENTS } from '../limits.ts'
import { parsePattern } from '../patterns/parse-pattern.ts'
import type { LogsState } from '../state.ts'
import { accessToGroup } from './access.ts'

interface Input extends GroupInput {
  readonly logStreamNames?: readonly string[]
  readonly logStreamNamePrefix?: string
  readonly startTime?: number
  readonly endTime?: number
  readonly filterPattern?: string
  readonly nextToken?: string
  readonly limit?: number
  readonly interleaved?: boolean
  readonly unmask?: boolean
}

interface OutputEvent {
  readonly logStreamName: string
  readonly timestamp: number
  readonly message: string
  readonly ingestionTime: number
  readonly eventId: string
}

interface Output {
  readonly events: readonly OutputEvent[]
  readonly searchedLogStreams: readonly never[]
  readonly nextToken?: string
}

/**
 * AWS: API_FilterLogEvents.html: `interleaved` is ignored, and events are always interleaved.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export const filterLogEvents: Operation<LogsState, Input, Output> = defineOperation({
  name: 'FilterLogEvents',
  handles: [
    'logGroupName',
    'logGroupIdentifier',
    'logStreamNames',
    'logStreamNamePrefix',
    'startTime',
    'endTime',
    'filterPattern',
    'nextToken',
    'limit',
    'interleaved',
    'unmask',
  ],
  access: accessToGroup('logs:FilterLogEvents'),
  run(state, input, { world }) {
    const name = groupNameOf(input)
    const { logStreamNames, logStreamNamePrefix: prefix, startTime = 0, endTime = Infinity } = input
    if (logStreamNames && prefix !== undefined) throw namesAndPrefix()
    const group = findGroup(state, world, name)
    for (const stream of logStreamNames ?? []) findStream(state, world, group, stream)
    const pattern = parsePattern(input.filterPattern ?? '')
    const events = streamsOf(state, world, group)
      .filter((stream) => logStreamNames?.includes(stream.name) ?? true)
      .filter((stream) => stream.name.startsWith(prefix ?? ''))
      .flatMap((stream) => stream.events)
      .filter(({ timestamp }) => timestamp >= startTime && timestamp <= endTime)
      .filter(({ message }) => pattern.match(message))
      .sort(comparePositions)
    const scope = {
      options: world.options,
      service: 'logs',
      operation: 'FilterLogEvents',
      request: [name, logStreamNames ?? [], prefix ?? '', input.filterPattern ?? ''],
    }
    const rest = input.nextToken === undefined ? events : after(events, scope, input.nextToken)
    const page = rest.slice(0, countThatFits(rest, input.limit ?? MOST_EVENTS))
    const last = page.at(-1)
    return {
      events: page.map(toOutput),
      // AWS: API_FilterLogEvents.html: an empty list since June 2019.
      searchedLogStreams: [],
      ...(last &&
        page.length < rest.length && { nextToken: createPageToken(scope, toEventId(last)) }),
    }
  },
})

/** Returns the events after the one that a token names. */
function after(
  events: readonly ViewedEvent[],
  scope: Parameters<typeof readPageToken>[0],
  token: string,
): readonly ViewedEvent[] {
  const read = readPageToken(scope, token)
  const position = read.flaw ? undefined : positionOf(String(read.position))
  if (!position) throw invalidToken()
  return events.filter((event) => comparePositions(event, position) > 0)
}

const toOutput = (event: ViewedEvent): OutputEvent => ({
  logStreamName: event.stream,
  timestamp: event.timestamp,
  message: event.message,
  ingestionTime: event.ingestedAt,
  eventId: toEventId(event),
})
