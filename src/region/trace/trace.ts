/** What happened, as a tree: each record under the record that caused it. */
import { inspect } from 'node:util'
import { nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { handleKey, isHandle } from '../../core/handle.ts'
import { resolveWorld } from '../../core/world/context.ts'
import { journalOf, type Journal, type JournalRecord } from '../../core/journal.ts'
import { recordBehind } from '../../core/reporting/failure-seen.ts'
import type { World } from '../../core/world/world.ts'
import { sequenceDiagram } from './trace-mermaid.ts'
import { treeText } from './trace-text.ts'
import type { TraceNode } from './trace-words.ts'

export type { TraceNode }

function printed(this: Trace): string {
  return this.toString()
}

/**
 * The result of `region.trace(x)`. Prints as a tree.
 *
 * @example
 * console.log(region.trace(response))
 * console.log(region.trace(response).toMermaid())
 */
export class Trace {
  /** The first records of each chain of causes. Each node holds the records that it caused. */
  readonly roots: readonly TraceNode[]
  readonly #marked: TraceNode | undefined

  constructor(roots: readonly TraceNode[], marked?: TraceNode) {
    this.roots = roots
    this.#marked = marked
  }

  /** Returns the tree, one screen high and 80 columns wide, wider only if it has many levels. */
  toString(): string {
    return treeText(this.roots, this.#marked)
  }

  /** Returns a Mermaid sequence diagram. */
  toMermaid(): string {
    return sequenceDiagram(this.roots)
  }

  static {
    // Defined here because a generated declaration file cannot contain the computed name.
    Object.defineProperty(this.prototype, inspect.custom, { value: printed })
  }
}

/**
 * Returns the trace of a `Response`, a record, an SDK output or error, or a handle. Without a
 * subject: everything that the test did.
 */
export function traceOf(world: World, subject?: unknown): Trace {
  if (subject === undefined) return traceIn(world.journal)
  if (isHandle(subject)) {
    const { kind, home } = subject[handleKey]
    const { journal } = resolveWorld(home)
    return traceIn(journal, recordsOfHandle(journal, kind, subject))
  }
  return traceOfRecord(recordOf(world, subject), world.journal)
}

/** Returns the trace around a record, from the journal that holds it. */
export const traceOfRecord = (record: JournalRecord, fallback?: Journal): Trace => {
  const journal = journalOf(record) ?? fallback
  return journal ? traceIn(journal, [record]) : new Trace([{ record, children: [] }])
}

/** Returns the trees that hold `chosen`, or all trees. */
function traceIn(journal: Journal, chosen?: readonly JournalRecord[]): Trace {
  const { records } = journal
  const known = new Set(records)
  const nodes = new Map<JournalRecord, TraceNode & { children: TraceNode[] }>()
  const nodeOf = (record: JournalRecord): TraceNode & { children: TraceNode[] } => {
    let node = nodes.get(record)
    if (!node) nodes.set(record, (node = { record, children: [] }))
    return node
  }
  const roots: TraceNode[] = []
  for (const record of records) {
    const cause = record.causedBy
    // If the cause has left the journal, its effect becomes a root.
    if (cause && known.has(cause)) nodeOf(cause).children.push(nodeOf(record))
    else roots.push(nodeOf(record))
  }
  if (chosen === undefined) return new Trace(roots)
  const [only, ...others] = chosen
  if (!only || others.length > 0) return new Trace(topmost(chosen, known).map(nodeOf))
  const top = originOf(only, known)
  return new Trace([nodeOf(top)], top === only ? undefined : nodeOf(only))
}

/** Returns the first record of the chain of causes, below the test. */
function originOf(record: JournalRecord, known: ReadonlySet<JournalRecord>): JournalRecord {
  let at = record
  while (at.causedBy && known.has(at.causedBy)) at = at.causedBy
  return at
}

const topmost = (
  records: readonly JournalRecord[],
  known: ReadonlySet<JournalRecord>,
): JournalRecord[] => [...new Set(records.map((record) => originOf(record, known)))]

function recordOf(world: World, subject: unknown): JournalRecord {
  const record = recordBehind(subject)
  if (record) return record
  const requestId = requestIdOf(subject)
  const call = world.journal.records.find(
    (candidate) => requestId !== undefined && Reflect.get(candidate, 'requestId') === requestId,
  )
  if (call) return call
  throw new MisuseError(
    `region.trace() received ${described(subject)}, which belongs to no record of this region.`,
    'a Response of this region, a record, the output or error of an SDK call, or a handle',
  )
}

/** Prints a value on one line. */
const described = (subject: unknown): string =>
  typeof subject === 'object' && subject !== null
    ? nameOf(subject)
    : inspect(subject, { breakLength: Infinity }).slice(0, 80)

/** A stub's calls may be copies of their records. */
function recordsOfStub(stub: object): JournalRecord[] {
  const calls: unknown = Reflect.get(stub, 'calls')
  if (!Array.isArray(calls)) return []
  return calls.map(recordBehind).filter((record) => record !== undefined)
}

function recordsOfHandle(journal: Journal, kind: string, subject: object): JournalRecord[] {
  const { records } = journal
  if (kind === 'stub') return recordsOfStub(subject)
  if (kind === 'connection') return records.filter((record) => isOfConnection(record, subject))
  const name: unknown = Reflect.get(subject, 'name')
  // A region's clock and faults have no name.
  if (kind === 'region' || name === undefined) return [...records]
  const nameIn = (record: object): unknown => {
    if (kind === 'function') return Reflect.get(record, 'functionName')
    if (kind !== 'gateway') return Reflect.get(record, 'resource')
    const gateway: unknown = Reflect.get(record, 'gateway')
    return typeof gateway === 'object' && gateway !== null
      ? Reflect.get(gateway, 'name')
      : undefined
  }
  const about = records.filter((record) => nameIn(record) === name)
  return kind === 'function' ? about.slice(-1) : about
}

/** Whether a record is of a connection: an event on it, or a call of its management API. */
function isOfConnection(record: object, client: object): boolean {
  const id: unknown = Reflect.get(client, 'connectionId')
  return Reflect.get(record, 'connectionId') === id || Reflect.get(record, 'resource') === id
}

function requestIdOf(subject: unknown): string | undefined {
  if (typeof subject === 'string') return subject
  if (typeof subject !== 'object' || subject === null) return undefined
  const metadata: unknown = Reflect.get(subject, '$metadata')
  if (typeof metadata !== 'object' || metadata === null) return undefined
  const id: unknown = Reflect.get(metadata, 'requestId')
  return typeof id === 'string' ? id : undefined
}
