/** Creates, changes, deletes and wakes the event source mappings of a world. */
import { pairsOfMap, toTags, type Tags } from '../../core/resources/tags.ts'
import { isServiceError, UnsupportedError } from '../../core/errors.ts'
import type { JournalRecord } from '../../core/journal.ts'
import { isStale } from '../../core/world/generation.ts'
import type { World } from '../../core/world/world.ts'
import type { MappingDefinition, SourceService } from '../definition/mapping.ts'
import { findTarget, type Target } from '../invoking/invoke.ts'
import { DEFAULT_TIMEOUT_MS } from '../limits.ts'
import { lambda } from '../service.ts'
import { tagPolicy } from '../deployment-errors.ts'
import type { LambdaState } from '../state.ts'
import * as errors from './errors.ts'
import { checkReading } from './reading.ts'
import { QueuePoller } from './queue-poller.ts'
import {
  QUEUE_DEFAULTS,
  STREAM_DEFAULTS,
  toSettings,
  toSourceService,
  type SettingsInput,
} from './settings.ts'
import { recordSourceOf, startAt, StreamPoller } from './stream-poller.ts'

/** The input of CreateEventSourceMapping. */
export interface CreateInput extends SettingsInput {
  readonly EventSourceArn?: string
  readonly FunctionName: string
  readonly StartingPosition?: 'TRIM_HORIZON' | 'LATEST' | 'AT_TIMESTAMP'
  readonly StartingPositionTimestamp?: Date | number
  readonly Tags?: Readonly<Record<string, string>>
  readonly KMSKeyArn?: string
  readonly MetricsConfig?: object
  readonly LoggingConfig?: object
}

export interface UpdateInput extends SettingsInput {
  readonly UUID: string
  readonly FunctionName?: string
  readonly KMSKeyArn?: string
  readonly MetricsConfig?: object
  readonly LoggingConfig?: object
}

// Unverified: the order of these checks.
export function createMapping(
  world: World,
  state: LambdaState,
  input: CreateInput,
  cause: JournalRecord = world.journal.root,
): MappingDefinition {
  const { EventSourceArn: sourceArn = '' } = input
  const service = toSourceService(sourceArn)
  const isFifo = service === 'sqs' && sourceArn.endsWith('.fifo')
  const defaults = service === 'sqs' ? QUEUE_DEFAULTS : STREAM_DEFAULTS
  const start = toStart(service, input)
  const settings = toSettings(world, { service, isFifo }, input, defaults)
  const tags = toTags(pairsOfMap(input.Tags ?? {}), tagPolicy)
  const target = findFunction(world, state, input.FunctionName)
  const { definition, qualifier, arn } = target
  refuseDuplicate(world, state, service, sourceArn, target)
  checkSource(world, service, sourceArn, target)
  checkReading(world, { functionName: definition.name, service, sourceArn }, cause)
  const mapping: MappingDefinition = {
    ...settings,
    ...start,
    uuid: world.ids.uuid('event-source-mapping'),
    sourceArn,
    service,
    target: qualifier === undefined ? definition.name : `${definition.name}:${qualifier}`,
    functionArn: arn,
    shown: shownOf(input),
    tags,
    modifiedAt: world.clock.now(),
    generation: world.generation,
    initial: { ...settings, tags },
  }
  const { mappings } = state
  mappings.definitions.set(mapping.uuid, mapping)
  if (service !== 'sqs') startAt(world, mappings, mapping)
  wakeMapping(world, state, mapping)
  return mapping
}

export function updateMapping(
  world: World,
  state: LambdaState,
  { UUID, FunctionName, ...input }: UpdateInput,
): MappingDefinition {
  const before = mappingOf(state, UUID)
  const isFifo = before.sourceArn.endsWith('.fifo')
  const settings = toSettings(world, { service: before.service, isFifo }, input, before)
  const moved = FunctionName === undefined ? {} : toTarget(findFunction(world, state, FunctionName))
  const mapping: MappingDefinition = {
    ...before,
    ...settings,
    ...moved,
    shown: { ...before.shown, ...shownOf(input) },
    modifiedAt: world.clock.now(),
  }
  state.mappings.definitions.set(UUID, mapping)
  if (mapping.parallelizationFactor !== before.parallelizationFactor) dropPoller(state, UUID)
  wakeMapping(world, state, mapping)
  return mapping
}

const toTarget = ({ definition, qualifier, arn }: Target) => ({
  target: qualifier === undefined ? definition.name : `${definition.name}:${qualifier}`,
  functionArn: arn,
})

/** Deletes a mapping, and forgets how far it was. */
export function deleteMapping(state: LambdaState, uuid: string): MappingDefinition {
  const mapping = mappingOf(state, uuid)
  const { definitions, progress, results } = state.mappings
  definitions.delete(uuid)
  results.delete(uuid)
  for (const key of [...progress.keys()]) if (key.startsWith(`${uuid} `)) progress.delete(key)
  dropPoller(state, uuid)
  return mapping
}

export function setTags(state: LambdaState, uuid: string, tags: Tags): void {
  state.mappings.definitions.set(uuid, { ...mappingOf(state, uuid), tags })
}

export function setEnabled(world: World, state: LambdaState, uuid: string, enabled: boolean): void {
  const mapping = { ...mappingOf(state, uuid), enabled, modifiedAt: world.clock.now() }
  state.mappings.definitions.set(uuid, mapping)
  wakeMapping(world, state, mapping)
}

/** Throws AWS's error if no mapping has the UUID. */
export function mappingOf(state: LambdaState, uuid: string): MappingDefinition {
  const mapping = state.mappings.definitions.get(uuid)
  if (!mapping) throw errors.unknownMapping()
  return mapping
}

/** Wakes the mappings of a source that has something new. */
export function wakeSource(world: World, sourceArn: string): void {
  const state = world.state(lambda)
  const { definitions } = state.mappings
  if (definitions.size === 0) return
  for (const mapping of definitions.values()) {
    if (mapping.sourceArn === sourceArn) wakeMapping(world, state, mapping)
  }
}

function wakeMapping(world: World, { mappings }: LambdaState, mapping: MappingDefinition): void {
  // A template's mappings work in its forks, which begin where it was.
  if (!mapping.enabled || world.sealed || world.ended) return
  const { uuid, service } = mapping
  let poller = mappings.pollers.get(uuid)
  if (!poller) {
    poller = service === 'sqs' ? new QueuePoller(world, mapping) : new StreamPoller(world, mapping)
    mappings.pollers.set(uuid, poller)
  }
  poller.wake()
}

function dropPoller({ mappings }: LambdaState, uuid: string): void {
  mappings.pollers.get(uuid)?.stop()
  mappings.pollers.delete(uuid)
}

function toStart(
  service: SourceService,
  { EventSourceArn = '', StartingPosition, StartingPositionTimestamp: at }: CreateInput,
): Pick<MappingDefinition, 'startingPosition' | 'startingTimestamp'> {
  if (service === 'sqs') return { startingPosition: undefined, startingTimestamp: undefined }
  if (StartingPosition === undefined) throw errors.noStartingPosition()
  if (StartingPosition !== 'AT_TIMESTAMP') {
    return { startingPosition: StartingPosition, startingTimestamp: undefined }
  }
  if (service === 'dynamodb' || at === undefined) throw errors.unsupportedStart(EventSourceArn)
  const startingTimestamp = typeof at === 'number' ? at * 1_000 : at.getTime()
  return { startingPosition: StartingPosition, startingTimestamp }
}

function findFunction(world: World, state: LambdaState, name: string): Target {
  try {
    return findTarget(world, state, name)
  } catch (error) {
    if (isServiceError(error) && error.code === 'ResourceNotFoundException') {
      throw errors.unknownFunction()
    }
    throw error
  }
}

function refuseDuplicate(
  world: World,
  state: LambdaState,
  service: SourceService,
  sourceArn: string,
  { definition, arn }: Target,
): void {
  for (const [uuid, mapping] of [...state.mappings.definitions.entries()]) {
    if (mapping.sourceArn !== sourceArn || mapping.functionArn !== arn) continue
    if (!isStale(mapping, world)) {
      throw errors.mappingExists(service, sourceArn, definition.name, uuid)
    }
    deleteMapping(state, uuid)
  }
}

function checkSource(
  world: World,
  service: SourceService,
  sourceArn: string,
  { code }: Target,
): void {
  if (service === 'sqs') {
    if (!world.ports.queueSource) throw notSimulated(sourceArn)
    const queue = world.ports.queueSource.find(sourceArn)
    if (!queue) throw errors.queueNotFound()
    // A function whose timeout nobody chose would have a shorter one beside such a queue: the
    // recorded cases (esm-sqs-003) have queues of 2 seconds, below the default of 3.
    const isChosen = code.timeoutMs !== DEFAULT_TIMEOUT_MS
    if (isChosen && queue.visibilityTimeoutMs < code.timeoutMs) {
      const seconds = Math.ceil(code.timeoutMs / 1_000)
      throw errors.visibilityTooShort(Math.floor(queue.visibilityTimeoutMs / 1_000), seconds)
    }
    return
  }
  const source = recordSourceOf(world, sourceArn)
  if (!source) throw notSimulated(sourceArn)
  if (!source.shards(sourceArn)) throw errors.streamNotFound(sourceArn)
}

const notSimulated = (arn: string): UnsupportedError =>
  new UnsupportedError({ service: 'Lambda', parameter: 'EventSourceArn' }, `${arn}`)

/** Settings that AWS keeps and shows, and that change nothing in a test. */
function shownOf({ KMSKeyArn, MetricsConfig, LoggingConfig }: Partial<CreateInput>): object {
  return {
    ...(KMSKeyArn !== undefined && { KMSKeyArn }),
    ...(MetricsConfig !== undefined && { MetricsConfig }),
    ...(LoggingConfig !== undefined && { LoggingConfig }),
  }
}
