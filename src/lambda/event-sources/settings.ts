/** The settings of a mapping: from CreateEventSourceMapping and UpdateEventSourceMapping, and back. */
import { parseArn } from '../../core/arn.ts'
import { UnsupportedError } from '../../core/errors.ts'
import { parsePattern, PatternError } from '../../core/patterns/index.ts'
import type { World } from '../../core/world/world.ts'
import type {
  MappingDefinition,
  MappingFilter,
  MappingSettings,
  SourceService,
} from '../definition/mapping.ts'
import { receiverOf } from '../invoking/receivers.ts'
import { lambdaOptions } from '../region-options.ts'
import * as errors from './errors.ts'

/** The members that Create and Update have in common. */
export interface SettingsInput {
  readonly Enabled?: boolean | undefined
  readonly BatchSize?: number | undefined
  readonly FilterCriteria?:
    { readonly Filters?: readonly { readonly Pattern?: string }[] } | undefined
  readonly MaximumBatchingWindowInSeconds?: number | undefined
  readonly ParallelizationFactor?: number | undefined
  readonly DestinationConfig?:
    | {
        readonly OnSuccess?: object
        readonly OnFailure?: { readonly Destination?: string }
      }
    | undefined
  readonly MaximumRecordAgeInSeconds?: number | undefined
  readonly BisectBatchOnFunctionError?: boolean | undefined
  readonly MaximumRetryAttempts?: number | undefined
  readonly TumblingWindowInSeconds?: number | undefined
  readonly FunctionResponseTypes?: readonly string[] | undefined
  readonly ScalingConfig?: { readonly MaximumConcurrency?: number } | undefined
}

/** Members of `SettingsInput` that only streams have, or only queues. */
const ONLY_STREAMS = [
  'ParallelizationFactor',
  'DestinationConfig',
  'MaximumRecordAgeInSeconds',
  'BisectBatchOnFunctionError',
  'MaximumRetryAttempts',
  'TumblingWindowInSeconds',
] as const
const ONLY_QUEUES = ['ScalingConfig'] as const

/** Paths that the operations handle (`handles`). */
export const SETTINGS_MEMBERS: readonly string[] = [
  'Enabled',
  'BatchSize',
  'FilterCriteria',
  'MaximumBatchingWindowInSeconds',
  'FunctionResponseTypes',
  ...ONLY_STREAMS,
  ...ONLY_QUEUES,
]

// AWS: API_CreateEventSourceMapping.html: the defaults of each kind of source.
const COMMON: Omit<MappingSettings, 'batchSize'> = {
  enabled: true,
  windowSeconds: 0,
  filters: [],
  reportsItemFailures: false,
  bisects: false,
  retryAttempts: -1,
  maxRecordAgeSeconds: -1,
  parallelizationFactor: 1,
  tumblingWindowSeconds: 0,
  onFailure: undefined,
  maxConcurrency: undefined,
}
export const STREAM_DEFAULTS: MappingSettings = { ...COMMON, batchSize: 100 }
export const QUEUE_DEFAULTS: MappingSettings = { ...COMMON, batchSize: 10 }

const MOST_RECORDS = 10_000
const MOST_FIFO_MESSAGES = 10

/** The source that settings are for. */
export interface SettingsSource {
  readonly service: SourceService
  readonly isFifo: boolean
}

/** Returns the settings after a request. Members that it leaves out stay as they are. */
export function toSettings(
  world: World,
  { service, isFifo }: SettingsSource,
  input: SettingsInput,
  now: MappingSettings,
): MappingSettings {
  for (const member of service === 'sqs' ? ONLY_STREAMS : ONLY_QUEUES) {
    if (input[member] !== undefined) throw errors.unsupportedMember(member)
  }
  const { BatchSize: batchSize = now.batchSize, DestinationConfig: destinations } = input
  const windowSeconds = input.MaximumBatchingWindowInSeconds ?? now.windowSeconds
  const most = isFifo ? MOST_FIFO_MESSAGES : MOST_RECORDS
  if (batchSize > most) throw errors.batchTooLarge(batchSize, most)
  if (isFifo && windowSeconds > 0) throw errors.unsupportedMember('MaximumBatchingWindowInSeconds')
  if (service === 'sqs' && batchSize > 10 && windowSeconds === 0) throw errors.batchNeedsWindow()
  const age = input.MaximumRecordAgeInSeconds ?? now.maxRecordAgeSeconds
  if (age !== -1 && age < 60) throw errors.invalidRecordAge()
  return {
    enabled: input.Enabled ?? now.enabled,
    batchSize,
    windowSeconds,
    filters: input.FilterCriteria
      ? toFilters(world, input.FilterCriteria.Filters ?? [])
      : now.filters,
    reportsItemFailures:
      input.FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? now.reportsItemFailures,
    bisects: input.BisectBatchOnFunctionError ?? now.bisects,
    retryAttempts: input.MaximumRetryAttempts ?? now.retryAttempts,
    maxRecordAgeSeconds: age,
    parallelizationFactor: input.ParallelizationFactor ?? now.parallelizationFactor,
    tumblingWindowSeconds: input.TumblingWindowInSeconds ?? now.tumblingWindowSeconds,
    onFailure: destinations ? toDestination(world, destinations) : now.onFailure,
    maxConcurrency: input.ScalingConfig
      ? input.ScalingConfig.MaximumConcurrency
      : now.maxConcurrency,
  }
}

type GivenFilter = { readonly Pattern?: string }

/** AWS: invocation-eventfiltering.html: five filters, up to ten after a request to AWS. */
function toFilters(world: World, given: readonly GivenFilter[]): readonly MappingFilter[] {
  const most = lambdaOptions.of(world).filtersPerMapping
  if (given.length > most) throw errors.tooManyFilters(most)
  return given.map(toFilter)
}

function toFilter({ Pattern: text = '' }: GivenFilter): MappingFilter {
  try {
    return { text, pattern: parsePattern(text) }
  } catch (error) {
    if (error instanceof PatternError) throw errors.invalidFilter()
    throw error
  }
}

function toDestination(
  world: World,
  { OnSuccess, OnFailure }: NonNullable<SettingsInput['DestinationConfig']>,
): string | undefined {
  // AWS: event source mappings have no destination for successes.
  if (OnSuccess && Object.keys(OnSuccess).length > 0) {
    throw errors.unsupportedMember('DestinationConfig')
  }
  const arn = OnFailure?.Destination
  if (arn === undefined || arn === '') return undefined
  // AWS: API_OnFailure.html: a queue, a topic or a bucket.
  if (!/^arn:[^:]*:(sqs|sns|s3):/.test(arn)) throw errors.destinationNotFound(arn)
  const receiver = receiverOf(world, arn)
  if (!receiver) {
    const parameter = 'DestinationConfig.OnFailure'
    throw new UnsupportedError({ service: 'Lambda', parameter }, `${arn} is not simulated.`)
  }
  if (!receiver.has(arn)) throw errors.destinationNotFound(arn)
  return arn
}

/** The service of a source's ARN. */
export function toSourceService(arn: string | undefined): SourceService {
  const parsed = parseArn(arn ?? '')
  const service = parsed?.service ?? ''
  if (service === 'sqs' || service === 'kinesis') return service
  if (service === 'dynamodb' && /\/stream\//.test(parsed?.resource ?? '')) return service
  if (/^(kafka|mq|rds)$/.test(service)) {
    throw new UnsupportedError({ service: 'Lambda', parameter: 'EventSourceArn' }, `${arn}`)
  }
  throw errors.unrecognizedSource()
}

/** AWS: API_EventSourceMappingConfiguration.html. `state`: a passing one, such as `Creating`. */
export function toConfiguration(
  mapping: MappingDefinition,
  lastResult: string | undefined,
  state: string = mapping.enabled ? 'Enabled' : 'Disabled',
): Record<string, unknown> {
  const isQueue = mapping.service === 'sqs'
  const { filters, maxConcurrency } = mapping
  const region = parseArn(mapping.functionArn)
  return {
    UUID: mapping.uuid,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.windowSeconds,
    EventSourceArn: mapping.sourceArn,
    FunctionArn: mapping.functionArn,
    EventSourceMappingArn: `arn:${region?.partition}:lambda:${region?.region}:${region?.account}:event-source-mapping:${mapping.uuid}`,
    LastModified: new Date(mapping.modifiedAt),
    State: state,
    StateTransitionReason: isQueue ? 'USER_INITIATED' : 'User action',
    ...(filters.length > 0 && {
      FilterCriteria: { Filters: filters.map(({ text }) => ({ Pattern: text })) },
    }),
    ...((!isQueue || mapping.reportsItemFailures) && {
      FunctionResponseTypes: mapping.reportsItemFailures ? ['ReportBatchItemFailures'] : [],
    }),
    ...(isQueue
      ? maxConcurrency !== undefined && { ScalingConfig: { MaximumConcurrency: maxConcurrency } }
      : streamMembers(mapping, lastResult)),
    ...mapping.shown,
  }
}

const streamMembers = (
  mapping: MappingDefinition,
  lastResult: string | undefined,
): Record<string, unknown> => ({
  LastProcessingResult: lastResult ?? 'No records processed',
  StartingPosition: mapping.startingPosition,
  ...(mapping.startingTimestamp !== undefined && {
    StartingPositionTimestamp: new Date(mapping.startingTimestamp),
  }),
  DestinationConfig: {
    OnFailure: mapping.onFailure === undefined ? {} : { Destination: mapping.onFailure },
  },
  MaximumRecordAgeInSeconds: mapping.maxRecordAgeSeconds,
  BisectBatchOnFunctionError: mapping.bisects,
  MaximumRetryAttempts: mapping.retryAttempts,
  ParallelizationFactor: mapping.parallelizationFactor,
  TumblingWindowInSeconds: mapping.tumblingWindowSeconds,
})
