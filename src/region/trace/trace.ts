/** What happened, as a tree: every record under the one that led to it. */
import { inspect } from 'node:util'
import { nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { handleOf } from '../../core/handle.ts'
import { resolveWorld } from '../../core/context.ts'
import { journalOf, type Journal, type JournalRecord } from '../../core/journal.ts'
import { recordBehind } from '../../core/reporting/failure-seen.ts'
import type { World } from '../../core/world.ts'
import { sequenceDiagram } from './trace-mermaid.ts'
import { treeText } from './trace-text.ts'
import type { TraceNode } from './trace-words.ts'

export type { TraceNode }

function printed(this: Trace): string {
  return this.toString()
}

/**
 * What `region.trace(x)` returns: prints as a tree.
 *
 * @example
 * console.log(region.trace(response))
 * console.log(region.trace(response).toMermaid())
 */
export class Trace {
  /** Where the chains of causes begin; each node leads to what it caused. */
  readonly roots: readonly TraceNode[]
  readonly #marked: TraceNode | undefined

  constructor(roots: readonly TraceNode[], marked?: TraceNode) {
    this.roots = roots
    this.#marked = marked
  }

  /** The tree, at most 80 columns wide and one screen high. */
  toString(): string {
    return treeText(this.roots, this.#marked)
  }

  /** A Mermaid sequence diagram. */
  toMermaid(): string {
    return sequenceDiagram(this.roots)
  }

  static {
    // Not a member in the type: a computed name has no place in generated declarations.
    Object.defineProperty(this.prototype, inspect.custom, { value: printed })
  }
}

/** `subject`: a `Response`, a record, an SDK output or error, a handle; nothing: everything the test did. */
export function traceOf(world: World, subject?: unknown): Trace {
  if (subject === undefined) return traceIn(world.journal)
  const handle = handleOf(subject)
  if (handle) {
    const { journal } = resolveWorld(handle.home)
    return traceIn(journal, recordsOfHandle(journal, handle.kind, subject))
  }
  return traceOfRecord(recordOf(world, subject), world.journal)
}

/** The trace around a record, in the journal it stands in. */
export const traceOfRecord = (record: JournalRecord, fallback?: Journal): Trace => {
  const journal = journalOf(record) ?? fallback
  return journal ? traceIn(journal, [record]) : new Trace([{ record, children: [] }])
}

/** The trees that hold `chosen`; all of them when nothing is chosen. */
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
    // The cause of an old record may have left the journal: it stands for itself then.
    if (cause && known.has(cause)) nodeOf(cause).children.push(nodeOf(record))
    else roots.push(nodeOf(record))
  }
  if (chosen === undefined) return new Trace(roots)
  if (chosen.length !== 1) return new Trace(topmost(chosen, known).map(nodeOf))
  const [only] = chosen as [JournalRecord]
  const top = originOf(only, known)
  return new Trace([nodeOf(top)], top === only ? undefined : nodeOf(only))
}

/** The first record of the chain of causes, below the test. */
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
    `region.trace() was given ${described(subject)}, which no record of this region stands behind.`,
    'a Response of this region, a record, what an SDK call answered or threw, or a handle',
  )
}

/** On one line. */
const described = (subject: unknown): string =>
  typeof subject === 'object' && subject !== null
    ? nameOf(subject)
    : inspect(subject, { breakLength: Infinity }).slice(0, 80)

/** What a stub shows of a call may be a copy of its record. */
function recordsOfStub(stub: unknown): JournalRecord[] {
  const calls = Reflect.get(stub as object, 'calls') as readonly unknown[]
  return calls.map(recordBehind).filter((record) => record !== undefined)
}

function recordsOfHandle(journal: Journal, kind: string, subject: unknown): JournalRecord[] {
  const { records } = journal
  if (kind === 'stub') return recordsOfStub(subject)
  const name: unknown = Reflect.get(subject as object, 'name')
  // The clock and the faults of a region have no name of their own.
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

function requestIdOf(subject: unknown): string | undefined {
  if (typeof subject === 'string') return subject
  if (typeof subject !== 'object' || subject === null) return undefined
  const metadata: unknown = Reflect.get(subject, '$metadata')
  if (typeof metadata !== 'object' || metadata === null) return undefined
  const id: unknown = Reflect.get(metadata, 'requestId')
  return typeof id === 'string' ? id : undefined
}
