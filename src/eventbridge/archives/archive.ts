/** Archives of buses, and the events in them. */
import { SharedLog } from '../../core/collections/shared-log.ts'
import type { Pattern } from '../../core/patterns/index.ts'
import { buildArn, parseArnOf, type ArnForm, type ArnScope } from '../../core/resources/arn-form.ts'
import type { ResourceKind } from '../../core/resources/resource-kind.ts'
import type { Declared } from '../../core/world/generation.ts'
import type { EventEnvelope } from '../targets/envelope.ts'

const DAY_MS = 86_400_000

const ARCHIVE_ARN: ArnForm = { service: 'events', type: 'archive' }

export const ARCHIVE_KIND: ResourceKind = {
  kind: 'archive',
  noun: 'an archive',
  arn: ARCHIVE_ARN,
}

export const archiveArn = (scope: ArnScope, name: string): string =>
  buildArn(ARCHIVE_ARN, scope, name)

export const archiveInArn = (arn: string): string | undefined => parseArnOf(ARCHIVE_ARN, arn)?.name

/** An event in an archive. */
export interface ArchivedEvent {
  readonly envelope: EventEnvelope
  readonly bytes: number
  /** When it occurred, in milliseconds since 1970. */
  readonly at: number
  readonly archivedAt: number
}

/** What a request says of an archive. */
export interface ArchiveDefinition extends Declared {
  readonly name: string
  /** The name of the bus. */
  readonly bus: string
  readonly description: string | undefined
  /** The text as given. */
  readonly patternText: string | undefined
  readonly pattern: Pattern | undefined
  /** 0: without end. */
  readonly retentionDays: number
  readonly kmsKeyId: string | undefined
  readonly createdAt: number
}

export interface StoredArchive extends ArchiveDefinition {
  readonly events: SharedLog<ArchivedEvent>
  /** As `bus.archive` made it. A reset returns to it. */
  readonly declared: ArchiveDefinition | undefined
}

export const newArchive = (
  definition: ArchiveDefinition,
  declared: ArchiveDefinition | undefined,
): StoredArchive => ({ ...definition, events: new SharedLog(), declared })

const oldestKept = ({ retentionDays }: StoredArchive, now: number): number =>
  retentionDays === 0 ? -Infinity : now - retentionDays * DAY_MS

/** The events that it still keeps, oldest first. */
export function keptEvents(archive: StoredArchive, now: number): ArchivedEvent[] {
  const oldest = oldestKept(archive, now)
  return archive.events.filter(({ archivedAt }) => archivedAt > oldest)
}

/** Events that have expired are dropped in steps, so that each addition costs the same. */
const STEP = 1_000

export function addEvent(archive: StoredArchive, event: ArchivedEvent): void {
  const { events, retentionDays } = archive
  events.append(event)
  if (retentionDays === 0 || events.appended % STEP !== 0) return
  const kept = keptEvents(archive, event.archivedAt).length
  events.dropBefore(events.appended - kept)
}

/** Whether an archive takes an event. */
export const takes = ({ pattern }: StoredArchive, envelope: EventEnvelope): boolean =>
  pattern?.matches(envelope) ?? true

/** Follows the clock to another date: the events become neither older nor younger. */
export function shiftArchive(archive: StoredArchive, milliseconds: number): StoredArchive {
  const events = new SharedLog<ArchivedEvent>()
  for (const event of archive.events) {
    events.append({ ...event, archivedAt: event.archivedAt + milliseconds })
  }
  return { ...archive, events }
}
