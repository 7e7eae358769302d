/** Pages of GetLogEvents, whose tokens are events' ids: `f/3921...828/s`, `b/3921...828/s`. */
import { invalidToken } from '../errors.ts'
import {
  comparePositions,
  positionOf,
  toEventId,
  type Position,
  type ViewedEvent,
} from '../groups/viewed-event.ts'
import { PAGE_BYTES } from '../limits.ts'

interface EventToken {
  readonly isForward: boolean
  readonly position: Position
}

function readToken(token: string): EventToken {
  const [, direction, id = ''] = /^([fb])\/(\d{56})\/s$/.exec(token) ?? []
  const position = positionOf(id)
  if (!position) throw invalidToken()
  return { isForward: direction === 'f', position }
}

const printToken = (direction: 'f' | 'b', position: Position): string =>
  `${direction}/${toEventId(position)}/s`

export interface EventPage {
  readonly events: readonly ViewedEvent[]
  readonly nextForwardToken: string
  readonly nextBackwardToken: string
}

export interface EventPageRequest {
  readonly token: string | undefined
  readonly limit: number
  readonly startFromHead: boolean
}

const BEGINNING: Position = { timestamp: 0, ordinal: 0 }

/** `events` are those of the request's time, in order. */
export function pageOfEvents(
  events: readonly ViewedEvent[],
  { token, limit, startFromHead }: EventPageRequest,
): EventPage {
  const read = token === undefined ? undefined : readToken(token)
  const isForward = read?.isForward ?? startFromHead
  const rest = read
    ? events.filter((event) => {
        const order = comparePositions(event, read.position)
        return isForward ? order > 0 : order < 0
      })
    : events
  const page = isForward
    ? rest.slice(0, countThatFits(rest, limit))
    : rest.slice(rest.length - countThatFits([...rest].reverse(), limit))
  const first = page[0] ?? read?.position ?? BEGINNING
  const last = page.at(-1) ?? read?.position ?? BEGINNING
  return {
    events: page,
    // AWS: API_GetLogEvents.html: at the end of the stream it returns the same token.
    nextForwardToken: printToken('f', last),
    nextBackwardToken: printToken('b', first),
  }
}

/** AWS: API_GetLogEvents.html: as many as fit into 1 MB, and at most `limit`. */
export function countThatFits(events: readonly ViewedEvent[], limit: number): number {
  const end = Math.min(events.length, limit)
  let bytes = 0
  for (let count = 0; count < end; count++) {
    bytes += Buffer.byteLength(events[count]?.message ?? '')
    if (bytes > PAGE_BYTES && count > 0) return count
  }
  return end
}
