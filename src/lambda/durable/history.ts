/** The history of a durable execution: GetDurableExecutionHistory. */
// AWS: https://docs.aws.amazon.com/lambda/latest/api/API_Event.html
import type { ErrorObject } from './error-object.ts'
import type { Operation } from './operation.ts'

export interface HistoryEvent {
  readonly number: number
  readonly type: string
  readonly at: number
  readonly operation: Pick<Operation, 'id' | 'name' | 'subType' | 'parentId'> | undefined
  readonly details: Readonly<Record<string, unknown>>
}

const INCLUDED = { Truncated: false }

export const toInput = (payload: string | undefined): Record<string, unknown> => ({
  Input: payload === undefined ? INCLUDED : { Payload: payload, ...INCLUDED },
})

export const toResult = (payload: string | undefined): Record<string, unknown> => ({
  Result: payload === undefined ? INCLUDED : { Payload: payload, ...INCLUDED },
})

export const toError = (error: ErrorObject | undefined): Record<string, unknown> => ({
  Error: error === undefined ? INCLUDED : { Payload: error, ...INCLUDED },
})

export const resultOrError = ({ result, error }: Operation): Record<string, unknown> =>
  error === undefined ? toResult(result) : toError(error)

/** Returns the event as Lambda shows it, with or without the payloads. */
export function toWire(event: HistoryEvent, isDataIncluded: boolean): Record<string, unknown> {
  const { operation, number, type, at, details } = event
  return {
    EventType: type,
    ...(operation?.subType !== undefined && { SubType: operation.subType }),
    EventId: number,
    ...(operation && { Id: operation.id }),
    ...(operation?.name !== undefined && { Name: operation.name }),
    EventTimestamp: new Date(at),
    ...(operation?.parentId !== undefined && { ParentId: operation.parentId }),
    [`${type}Details`]: isDataIncluded ? details : withoutData(details),
  }
}

/** Unverified: IncludeExecutionData false leaves out the payloads and says so by `Truncated`. */
function withoutData(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(details).map(([name, value]) => {
    const hasPayload = typeof value === 'object' && value !== null && 'Payload' in value
    return [name, hasPayload ? { Truncated: true } : value]
  })
  return Object.fromEntries(entries) as Record<string, unknown>
}
