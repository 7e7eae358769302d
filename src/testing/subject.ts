/**
 * Recognizes the subject of a matcher by shape and brand, because it may come from another copy of
 * the package.
 */
import { types } from 'node:util'
import { MisuseError } from '../core/errors.ts'
import type { PendingFault } from '../core/planned/faults.ts'
import { handleOf } from '../core/handle.ts'
import type { CallRecord, JournalRecord } from '../core/journal.ts'
import { recordBehind } from '../core/reporting/failure-seen.ts'
import type { FunctionOutcome } from '../core/world/ports.ts'
import { described } from '../core/matching/expected.ts'

/** The members of a table that matchers read. */
export interface TableSubject {
  readonly name: string
  readonly items: readonly object[]
  readonly size: number
  readonly calls: readonly CallRecord[]
  get(key: object): object | undefined
}

export interface InvocationSubject extends FunctionOutcome {
  readonly functionName: string
  readonly event: unknown
  readonly attempt?: number
}

export interface FunctionSubject {
  readonly name: string
  readonly invocations: readonly InvocationSubject[]
}

/** A gateway's record of a request. */
export interface RequestSubject extends JournalRecord {
  readonly status: number | undefined
  readonly invocation?: InvocationSubject | undefined
  readonly method?: string
  readonly rawPath?: string
  readonly route?: string | undefined
  readonly response?: Response | undefined
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

export const isResponse = (value: unknown): value is Response =>
  isObject(value) &&
  typeof Reflect.get(value, 'status') === 'number' &&
  typeof Reflect.get(value, 'arrayBuffer') === 'function' &&
  isObject(Reflect.get(value, 'headers'))

export const isRequestRecord = (value: unknown): value is RequestSubject =>
  isObject(value) && Reflect.get(value, 'kind') === 'request'

/** The error of `chat.connect()`. */
export const isHandshakeError = (value: unknown): value is { readonly status: number } =>
  types.isNativeError(value) && value.name === 'HandshakeError'

export const isInvocationRecord = (value: unknown): value is InvocationSubject =>
  isObject(value) && Reflect.get(value, 'kind') === 'invocation'

/** Returns the gateway's record behind a response or a record, or undefined. */
export const requestBehind = (subject: unknown): RequestSubject | undefined => {
  const record = isRequestRecord(subject) ? subject : recordBehind(subject)
  return isRequestRecord(record) ? record : undefined
}

const isKind = (value: unknown, kind: string): boolean => handleOf(value)?.kind === kind

export const isTable = (value: unknown): value is TableSubject => isKind(value, 'table')
export const isFunction = (value: unknown): value is FunctionSubject => isKind(value, 'function')

/** The members of a stub that matchers read. */
export interface StubSubject {
  readonly operation: string
  readonly calls: readonly CallRecord[]
}

export const isStub = (value: unknown): value is StubSubject => isKind(value, 'stub')

export function toTable(matcher: string, value: unknown): TableSubject {
  return isTable(value) ? value : refuse(matcher, value, 'a table')
}

export function toFunction(matcher: string, value: unknown): FunctionSubject {
  return isFunction(value) ? value : refuse(matcher, value, 'a function of the region')
}

/** The members of a region's faults that matchers read. */
export interface FaultsSubject {
  readonly pending: readonly PendingFault[]
}

/** Accepts `region.faults` or the region. */
export function toFaults(matcher: string, value: unknown): FaultsSubject {
  if (isKind(value, 'faults')) return value as FaultsSubject
  if (isKind(value, 'region')) return Reflect.get(value as object, 'faults') as FaultsSubject
  return refuse(matcher, value, "a region's faults")
}

/** A message of a queue or a WebSocket client, as matchers read it. */
export interface MessageSubject {
  readonly body: string
  readonly json: unknown
  readonly state: string
  readonly attributes: object
}

/** The members of a queue that matchers read, and the same of a WebSocket client. */
export interface MailboxSubject {
  readonly name: string
  readonly size: number
  readonly messages: readonly MessageSubject[]
}

export function toMailbox(matcher: string, value: unknown): MailboxSubject {
  if (isKind(value, 'queue')) return value as MailboxSubject
  if (isKind(value, 'connection')) return toReceived(value as ClientSubject)
  return refuse(matcher, value, 'a queue, or the client of a WebSocket API')
}

/** The members of a WebSocket client that matchers read. */
interface ClientSubject {
  readonly connectionId: string
  readonly received: readonly string[]
}

function toReceived({ connectionId, received }: ClientSubject): MailboxSubject {
  const messages = received.map((body) => ({
    body,
    json: parseJson(body),
    state: 'received',
    attributes: {},
  }))
  return { name: `the client '${connectionId}'`, size: messages.length, messages }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Text that is no JSON is compared as it is.
    return undefined
  }
}

/** Throws the MisuseError of a matcher on a wrong subject. */
export function refuse(matcher: string, value: unknown, expected: string): never {
  throw new MisuseError(`${matcher} received ${describe(value)}.`, expected, slipOf(value))
}

function describe(value: unknown): string {
  const handle = handleOf(value)
  if (handle) return describeHandle(handle.kind, Reflect.get(value as object, 'name'))
  if (isResponse(value)) return `a Response with status ${value.status}`
  const record = recordBehind(value)
  if (record) return `a record of kind '${record.kind}'`
  if (types.isPromise(value)) return 'a promise'
  if (typeof value === 'function') return isMock(value) ? 'a mock function' : 'a function'
  return described(value)
}

const describeHandle = (kind: string, name: unknown): string =>
  kind === 'stub'
    ? 'a stub'
    : name === undefined
      ? `a region's ${kind}`
      : `the ${kind} '${String(name)}'`

// node:test's mock is a proxy that shows the member only to a read.
const isMock = (value: object): boolean => Reflect.get(value, 'mock') !== undefined

function slipOf(value: unknown): string | undefined {
  if (types.isPromise(value)) return 'Did you forget to await it?'
  if (typeof value !== 'function') return undefined
  return isMock(value)
    ? 'For a mock itself use toHaveBeenCalled and similar matchers, or its mock.calls.'
    : 'Did you mean the handle that registerFunction() returned?'
}
