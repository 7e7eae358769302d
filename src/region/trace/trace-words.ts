/**
 * A record in words, for traces. Reads records by their members instead of their class, so that
 * records of another copy of the package and kinds of later rooms print as well.
 */
import { inspect } from 'node:util'
import type { JournalRecord } from '../../core/journal.ts'
import { nearMissOf } from './near-miss.ts'

/** A record in a trace, with the records that it caused. */
export interface TraceNode {
  /** The record. */
  readonly record: JournalRecord
  /** The records that it caused, oldest first. */
  readonly children: readonly TraceNode[]
}

export interface Words {
  /** `POST /orders`, `place-order`, `PutItem orders`. */
  readonly label: string
  /** The words shared by similar records: `INSERT orders`, without the key. */
  readonly common: string
  /** The column of a sequence diagram: a function, a table, a gateway. */
  readonly actor: string
  /** `201`, `succeeded`, `400`. Undefined if the record has none. */
  readonly status: string | undefined
  /** Milliseconds. Undefined if the record has none. */
  readonly duration: number | undefined
  /** Why it failed: the error's name and message, then the line of code that threw it. */
  readonly reason: readonly string[]
  readonly failed: boolean
  /** The caller does not wait for an answer: an `Event` invocation, a stream batch. */
  readonly oneWay: boolean
}

interface Shape {
  readonly [member: string]: unknown
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined
const number = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined
const isShape = (value: unknown): value is Shape => typeof value === 'object' && value !== null
const shape = (value: unknown): Shape | undefined => (isShape(value) ? value : undefined)

export function wordsOf(record: JournalRecord): Words {
  const members = record as unknown as Shape
  if (record.kind === 'call') return callWords(members, nearMissOf(record))
  if (record.kind === 'invocation') return invocationWords(members)
  if (record.kind === 'request') return requestWords(members)
  if (record.kind === 'write') return writeWords(members)
  if (record.kind === 'cache') return cacheWords(members)
  if (record.kind === 'conflict') return conflictWords(members)
  if (record.kind === 's3-write') return objectWords(members)
  if (record.kind === 'delivery') return deliveryWords(members)
  if (record.kind === 'event') return eventWords(members)
  if (record.kind === 'outgoing') return outgoingWords(members)
  if (record.kind in EDGE_WORDS) return edgeWords(record.kind as keyof typeof EDGE_WORDS, members)
  return otherWords(record.kind, members)
}

function callWords(call: Shape, hint: string | undefined): Words {
  const resource = text(call.resource)
  const operation = String(call.operation)
  const error = shape(call.error)
  const running = call.status === undefined && !error
  const name = resource ? `${operation} ${resource}` : operation
  const label = call.stubbed === true ? stubLabel(name, call) : name
  return {
    label,
    common: label,
    actor: resource ?? String(call.service),
    status: running ? 'running' : String(call.status ?? 'failed'),
    duration: running ? undefined : number(call.duration),
    reason: error
      ? [`${String(error.name)}: ${String(error.message)}`, ...(hint ? [hint] : [])]
      : [],
    failed: error !== undefined,
    oneWay: false,
  }
}

/**
 * Names the service, because nothing else in a trace says which service an operation belongs to.
 */
const stubLabel = (name: string, { resource, service }: Shape): string =>
  `${resource ? name : `${name} ${String(service)}`} (stub)`

function invocationWords(run: Shape): Words {
  const name = text(run.functionName) ?? 'function'
  const notes = [
    run.coldStart === true && 'cold start',
    typeof run.attempt === 'number' && run.attempt > 1 && `attempt ${run.attempt}`,
    // The sign of a missing await.
    typeof run.leftBehind === 'number' && run.leftBehind > 0 && `left ${run.leftBehind} behind`,
  ].filter(Boolean)
  // Reads the unobserved members: reading `error` and `status` would count as an assertion of the
  // test.
  const crash = shape('unobservedCrash' in run ? run.unobservedCrash : run.crash)
  const error = shape('unobservedError' in run ? run.unobservedError : run.error) ?? crash
  const status = text('unobservedStatus' in run ? run.unobservedStatus : run.status)
  if (crash) notes.push('crashed after its answer')
  const label = notes.length > 0 ? `${name} (${notes.join(', ')})` : name
  return {
    label,
    common: label,
    actor: name,
    status,
    duration: status === 'running' ? undefined : number(run.duration),
    reason: error ? errorLines(error) : [],
    failed: crash !== undefined || (status !== 'succeeded' && status !== 'running'),
    oneWay: run.type === 'Event',
  }
}

/** `TypeError: x is not a function`, then the first stack line in the user's own code. */
function errorLines(error: Shape): string[] {
  const type = text(error.errorType)
  const message = String(error.errorMessage ?? '')
  const trace: unknown[] = Array.isArray(error.trace) ? error.trace : []
  const lines = trace.filter((line) => typeof line === 'string')
  const own = lines.find((line) => /^\s*at /.test(line) && !FOREIGN.test(line))
  return [type ? `${type}: ${message}` : message, ...(own ? [own.trim()] : [])]
}

/**
 * Node's frames, those of packages, and functions without a file: `at Array.map (<anonymous>)`.
 * NOTE: under CommonJS, code of a module itself is `at Object.<anonymous> (/app/orders.js:3:7)`.
 */
const FOREIGN = /\bnode:|node_modules|\(<anonymous>\)$|\(index \d+\)$/

function requestWords(request: Shape): Words {
  const status = number(request.status)
  const gateway = shape(request.gateway)
  const method = text(request.method)
  const path = text(request.rawPath) ?? text(request.path)
  const label =
    [method, path].filter(Boolean).join(' ') ||
    text(request.route) ||
    text(request.type) ||
    'request'
  return {
    label,
    common: label,
    actor: gatewayName(gateway),
    status: status === undefined ? 'running' : String(status),
    duration: status === undefined ? undefined : number(request.duration),
    reason: text(request.reason) ? [String(request.reason)] : [],
    failed: status !== undefined && status >= 400,
    oneWay: false,
  }
}

/** Returns the kind of a gateway without a name, because its name is then its id. */
function gatewayName(gateway: Shape | undefined): string {
  const name = text(gateway?.name)
  if (name && name !== gateway?.id) return name
  const kind = text(gateway?.type)
  return kind ? `${kind === 'websocket' ? 'WebSocket' : kind.toUpperCase()} API` : 'gateway'
}

function writeWords(write: Shape): Words {
  const key = plainKey(write.key)
  const from = text(write.replicatedFrom)
  const common = [text(write.type) ?? 'write', text(write.table), from && `(from ${from})`]
    .filter(Boolean)
    .join(' ')
  return {
    label: key ? `${common} ${compact(key)}` : common,
    common,
    actor: text(write.table) ?? 'table',
    status: undefined,
    duration: undefined,
    reason: [],
    failed: false,
    oneWay: true,
  }
}

/** `GetItem orders through the cache orders  hit, stale` */
function cacheWords({ operation, table, cache, result, stale, error }: Shape): Words {
  const what = [String(operation), text(table)].filter(Boolean).join(' ')
  const label = `${what} through the cache ${String(cache)}`
  const failed = shape(error)
  return {
    label,
    common: label,
    actor: String(cache),
    status: failed ? 'failed' : stale === true ? `${String(result)}, stale` : String(result),
    duration: undefined,
    reason: failed ? [`${String(failed.name)}: ${String(failed.message)}`] : [],
    failed: failed !== undefined,
    oneWay: false,
  }
}

/** `conflict orders { id: 'o1' }: lost the write of us-east-1` */
function conflictWords({ table, key, lost, kept }: Shape): Words {
  const item = plainKey(key)
  const common = ['conflict', text(table)].filter(Boolean).join(' ')
  return {
    label: item ? `${common} ${compact(item)}` : common,
    common,
    actor: text(table) ?? 'table',
    status: undefined,
    duration: undefined,
    reason: [
      `lost the write of ${String(shape(lost)?.region)}, kept that of ${String(shape(kept)?.region)}`,
    ],
    failed: false,
    oneWay: true,
  }
}

/** `ObjectCreated:Put in/a.jpg` */
function objectWords({ event, bucket, key }: Shape): Words {
  const common = [text(event) ?? 'write', text(bucket)].filter(Boolean).join(' ')
  return {
    label: [text(event) ?? 'write', text(key)].filter(Boolean).join(' '),
    common,
    actor: text(bucket) ?? 'bucket',
    status: undefined,
    duration: undefined,
    reason: [],
    failed: false,
    oneWay: true,
  }
}

/** What happens at the edge: `GET /a.jpg (FRA56-P1, Miss)`, `GET /a.jpg at origin photos.s3...` */
const EDGE_WORDS = {
  'cdn-request': ({ method, path, pop, result }: Shape) =>
    `${String(method)} ${String(path)} (${[text(pop), text(result)].filter(Boolean).join(', ')})`,
  'origin-request': ({ method, url }: Shape) => `${String(method)} ${String(url)} (origin)`,
  'edge-function': ({ name, eventType }: Shape) => `${String(name)} (${String(eventType)})`,
} as const

function edgeWords(kind: keyof typeof EDGE_WORDS, members: Shape): Words {
  const label = EDGE_WORDS[kind](members)
  const error = shape(members.error)
  const { status, result } = members
  const reason = error
    ? `${String(error.name)}: ${String(error.message)}`
    : kind === 'cdn-request'
      ? undefined
      : text(members.reason)
  const answer = kind === 'edge-function' ? text(result) : number(status)
  const isRunning = kind !== 'edge-function' && status === undefined && reason === undefined
  return {
    label,
    common: label,
    actor: text(members.origin) ?? text(members.name) ?? 'CloudFront',
    status: isRunning ? 'running' : String(answer ?? 'failed'),
    duration: kind === 'edge-function' ? undefined : number(members.duration),
    reason: reason === undefined ? [] : [reason],
    failed: reason !== undefined || (number(status) ?? 0) >= 500,
    oneWay: false,
  }
}

function deliveryWords(delivery: Shape): Words {
  const to = String(delivery.to)
  // The receiver's name, as its own records print it: 'jobs' of 'arn:aws:sqs:us-east-1:123456789012:jobs'.
  const resource = to.startsWith('arn:') ? to.split(':').slice(5).join(':') : to
  const name = resource.replace(/^(function:|event-bus\/|stream\/)/, '')
  const attempts = number(delivery.attempt) ?? 1
  const common = `delivery to ${name}`
  const why = text(delivery.why)
  return {
    label: attempts > 1 ? `${common} (${attempts} attempts)` : common,
    common,
    actor: name,
    status: text(delivery.status),
    duration: undefined,
    reason: why ? [why] : [],
    failed: delivery.status === 'failed',
    oneWay: true,
  }
}

/** `POST https://rates.example/eur`, `email to ann@example.com` */
function outgoingWords({ method, to, via, status }: Shape): Words {
  const label =
    via === 'http'
      ? [text(method), to].filter(Boolean).join(' ')
      : `${String(via)} to ${String(to)}`
  const code = number(status)
  const isUrl = via === 'http' && typeof to === 'string' && URL.canParse(to)
  return {
    label,
    common: label,
    actor: isUrl ? new URL(to).host : String(to),
    status: code === undefined ? undefined : String(code),
    duration: undefined,
    reason: [],
    failed: code !== undefined && code >= 400,
    oneWay: code === undefined,
  }
}

/** An event on a bus. */
function eventWords(event: Shape): Words {
  const label = `event ${String(event.detailType)} from ${String(event.source)}`
  const { matched } = event
  const isLost = Array.isArray(matched) && matched.length === 0
  return {
    label,
    common: label,
    actor: text(event.bus) ?? 'event bus',
    status: isLost ? 'no rule matched' : undefined,
    duration: undefined,
    reason: isLost ? missesOf(event) : [],
    failed: false,
    oneWay: true,
  }
}

/** A trace with the reasons of every rule of a bus would hide the rest. */
const MOST_MISSES = 3

/** One line for each rule, with what did not match: `mail: source: "shop" is none of ["crm"]`. */
function missesOf({ unmatched }: Shape): string[] {
  const misses = Object.entries(shape(unmatched) ?? {}).map(
    ([rule, why]) => `${rule}: ${String(why)}`,
  )
  const rest = misses.length - MOST_MISSES
  const more = rest === 1 ? '… 1 more rule' : `… ${rest} more rules`
  return rest > 0 ? [...misses.slice(0, MOST_MISSES), more] : misses
}

/** `{ id: { S: 'o1' } }` -> `{ id: 'o1' }`: keys are strings, numbers or bytes. */
function plainKey(key: unknown): Shape | undefined {
  const members = shape(key)
  if (!members) return undefined
  const plain = Object.entries(members).map(([name, value]) => {
    const { S, N, B } = shape(value) ?? {}
    return [name, S ?? (N === undefined ? undefined : Number(N)) ?? B ?? value] as const
  })
  return Object.fromEntries(plain)
}

function otherWords(kind: string, members: Shape): Words {
  const name = text(members.name) ?? text(members.resource)
  const status = members.status
  const error = shape(members.error)
  const label = text(members.label) ?? [kind, name].filter(Boolean).join(' ')
  return {
    label,
    common: label,
    actor: name ?? kind,
    status: status === undefined ? undefined : String(status),
    duration: number(members.duration),
    reason: error ? [String(error.message ?? error.errorMessage ?? '')] : [],
    failed: error !== undefined,
    oneWay: true,
  }
}

/** Prints a value on one line, shortened. */
const compact = (value: unknown): string =>
  inspect(value, { breakLength: Infinity, depth: 3, maxArrayLength: 5, maxStringLength: 40 })
