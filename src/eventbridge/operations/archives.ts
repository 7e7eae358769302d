/** CreateArchive, DescribeArchive, UpdateArchive, DeleteArchive and ListArchives. */
import { parseArnOf } from '../../core/resources/arn-form.ts'
import { BUS_KIND } from '../../core/resources/kinds.ts'
import type { Access, Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { archiveArn, keptEvents, newArchive, type StoredArchive } from '../archives/archive.ts'
import { busArn } from '../buses/names.ts'
import { readPattern } from '../buses/pattern-text.ts'
import * as errors from '../errors.ts'
import { findBus } from '../find.ts'
import { ARCHIVES } from '../limits.ts'
import type { EventBridgeState } from '../state.ts'
import { pageOf, type PageInput } from './page.ts'

interface Names {
  readonly ArchiveName: string
}

interface Settings {
  readonly Description?: string
  readonly EventPattern?: string
  readonly RetentionDays?: number
  readonly KmsKeyIdentifier?: string
}

interface Answer {
  readonly ArchiveArn: string
  readonly State: 'ENABLED'
  readonly CreationTime: Date
}

const accessTo =
  (action: string) =>
  ({ ArchiveName }: Names, { options }: World): Access[] => [
    { action, resource: archiveArn(options, ArchiveName) },
  ]

export function findArchive({ archives }: EventBridgeState, name: string): StoredArchive {
  const archive = archives.get(name)
  if (!archive) throw errors.archiveNotFound(name)
  return archive
}

const toAnswer = ({ options }: World, { name, createdAt }: StoredArchive): Answer => ({
  ArchiveArn: archiveArn(options, name),
  State: 'ENABLED',
  CreationTime: new Date(createdAt),
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateArchive.html */
export const createArchive: Operation<
  EventBridgeState,
  Names & Settings & { readonly EventSourceArn: string },
  Answer
> = defineOperation({
  name: 'CreateArchive',
  // The key changes nothing here; it is kept and shown.
  handles: [
    'ArchiveName',
    'EventSourceArn',
    'Description',
    'EventPattern',
    'RetentionDays',
    'KmsKeyIdentifier',
  ],
  access: accessTo('events:CreateArchive'),
  run(state, input, { world }) {
    const { ArchiveName: name, EventSourceArn, EventPattern, RetentionDays = 0 } = input
    if (state.archives.has(name)) throw errors.archiveExists(name)
    if (!parseArnOf(BUS_KIND.arn, EventSourceArn)) throw errors.notBusArn('EventSourceArn')
    const bus = findBus(state, world, EventSourceArn)
    const pattern = EventPattern === undefined ? undefined : readPattern(EventPattern)
    if (state.archives.size >= ARCHIVES) throw errors.limitExceeded()
    const definition = {
      name,
      bus: bus.name,
      description: input.Description,
      patternText: EventPattern,
      pattern,
      retentionDays: RetentionDays,
      kmsKeyId: input.KmsKeyIdentifier,
      createdAt: world.clock.now(),
      generation: world.generation,
    }
    const archive = newArchive(definition, undefined)
    state.archives.set(name, archive)
    return toAnswer(world, archive)
  },
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateArchive.html */
export const updateArchive: Operation<EventBridgeState, Names & Settings, Answer> = defineOperation(
  {
    name: 'UpdateArchive',
    handles: ['ArchiveName', 'Description', 'EventPattern', 'RetentionDays', 'KmsKeyIdentifier'],
    access: accessTo('events:UpdateArchive'),
    run(state, input, { world }) {
      const { EventPattern, RetentionDays, Description, KmsKeyIdentifier } = input
      const given = [EventPattern, RetentionDays, Description, KmsKeyIdentifier]
      // Recorded: test_update_archive... (AR). Unverified: which of the two checks comes first.
      if (given.every((each) => each === undefined)) throw errors.nothingToUpdate()
      const archive = findArchive(state, input.ArchiveName)
      const updated: StoredArchive = {
        ...archive,
        ...(EventPattern !== undefined && {
          patternText: EventPattern,
          pattern: readPattern(EventPattern),
        }),
        ...(RetentionDays !== undefined && { retentionDays: RetentionDays }),
        ...(Description !== undefined && { description: Description }),
        ...(KmsKeyIdentifier !== undefined && { kmsKeyId: KmsKeyIdentifier }),
      }
      state.archives.set(archive.name, updated)
      return toAnswer(world, updated)
    },
  },
)

interface Summary {
  readonly ArchiveName: string
  readonly EventSourceArn: string
  readonly State: 'ENABLED'
  readonly RetentionDays: number
  readonly SizeBytes: number
  readonly EventCount: number
  readonly CreationTime: Date
}

function toSummary({ options, clock }: World, archive: StoredArchive): Summary {
  const events = keptEvents(archive, clock.now())
  return {
    ArchiveName: archive.name,
    EventSourceArn: busArn(options, archive.bus),
    State: 'ENABLED',
    RetentionDays: archive.retentionDays,
    SizeBytes: events.reduce((sum, { bytes }) => sum + bytes, 0),
    EventCount: events.length,
    CreationTime: new Date(archive.createdAt),
  }
}

interface Description extends Summary {
  readonly ArchiveArn: string
  readonly Description?: string
  readonly EventPattern?: string
  readonly KmsKeyIdentifier?: string
}

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeArchive.html */
export const describeArchive: Operation<EventBridgeState, Names, Description> = defineOperation({
  name: 'DescribeArchive',
  handles: ['ArchiveName'],
  access: accessTo('events:DescribeArchive'),
  run(state, { ArchiveName }, { world }) {
    const archive = findArchive(state, ArchiveName)
    const { description, patternText, kmsKeyId } = archive
    return {
      ArchiveArn: archiveArn(world.options, archive.name),
      ...toSummary(world, archive),
      ...(description !== undefined && { Description: description }),
      ...(patternText !== undefined && { EventPattern: patternText }),
      ...(kmsKeyId !== undefined && { KmsKeyIdentifier: kmsKeyId }),
    }
  },
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteArchive.html */
export const deleteArchive: Operation<
  EventBridgeState,
  Names,
  Record<never, never>
> = defineOperation({
  name: 'DeleteArchive',
  handles: ['ArchiveName'],
  access: accessTo('events:DeleteArchive'),
  run(state, { ArchiveName }) {
    state.archives.delete(findArchive(state, ArchiveName).name)
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListArchives.html */
export const listArchives: Operation<
  EventBridgeState,
  PageInput & {
    readonly NamePrefix?: string
    readonly EventSourceArn?: string
    readonly State?: string
  },
  { readonly Archives: readonly Summary[]; readonly NextToken?: string }
> = defineOperation({
  name: 'ListArchives',
  handles: ['NamePrefix', 'EventSourceArn', 'State', 'NextToken', 'Limit'],
  access: (_input, { options }) => [
    { action: 'events:ListArchives', resource: archiveArn(options, '*') },
  ],
  run({ archives }, input, { world }) {
    const { NamePrefix, EventSourceArn, State } = input
    errors.checkOneFilter('ListArchives', [State, EventSourceArn, NamePrefix])
    const found = [...archives.values()].filter(
      ({ name, bus }) =>
        name.startsWith(NamePrefix ?? '') &&
        (EventSourceArn === undefined || busArn(world.options, bus) === EventSourceArn) &&
        (State === undefined || State === 'ENABLED'),
    )
    const scope = { operation: 'ListArchives', request: [NamePrefix, EventSourceArn, State] }
    const { items, ...rest } = pageOf(world, found, input, scope)
    return { Archives: items.map((archive) => toSummary(world, archive)), ...rest }
  },
})
