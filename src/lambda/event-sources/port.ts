/** Event source mappings for the services that are sources: `orders.on('stream', fn)`. */
import { parseArn } from '../../core/arn.ts'
import { checkNames } from '../../core/checks.ts'
import { isServiceError, MisuseError } from '../../core/errors.ts'
import { Reaction, type ReactionDescription } from '../../core/handles/reaction.ts'
import { FUNCTION_KIND, QUEUE_KIND, TOPIC_KIND } from '../../core/resources/kinds.ts'
import { toReference } from '../../core/resources/reference.ts'
import type { ResourceKind } from '../../core/resources/resource-kind.ts'
import { toMilliseconds, type Duration } from '../../core/time/duration.ts'
import type {
  EventSourceMapping,
  EventSourceMappings,
  QueueMappingOptions,
  StreamMappingOptions,
} from '../../core/world/event-source-ports.ts'
import { withoutUndefined } from '../../core/without-undefined.ts'
import type { World } from '../../core/world/world.ts'
import { rooms } from '../rooms.ts'
import { lambda } from '../service.ts'
import {
  createMapping,
  deleteMapping,
  setEnabled,
  wakeSource,
  type CreateInput,
} from './mappings.ts'
import { letRoleRead } from './reading.ts'
import type { SettingsInput } from './settings.ts'

const REACTION: ReactionDescription = {
  kind: 'event-source-mapping',
  noun: 'an event source mapping',
  arn: { service: 'lambda', type: 'event-source-mapping', separator: ':' },
  open: (world, { name }) => new Reaction(REACTION, world, name),
  exists: (world, uuid) => world.state(lambda).mappings.definitions.has(uuid),
  isEnabled: (world, uuid) => world.state(lambda).mappings.definitions.get(uuid)?.enabled === true,
  setEnabled: (world, uuid, isEnabled) => setEnabled(world, world.state(lambda), uuid, isEnabled),
  delete: (world, uuid) => void deleteMapping(world.state(lambda), uuid),
}

const RECEIVERS: readonly ResourceKind[] = [
  QUEUE_KIND,
  TOPIC_KIND,
  { kind: 'bucket', noun: 'a bucket', arn: { service: 's3', scope: 'neither' } },
]

type Options = StreamMappingOptions & QueueMappingOptions

const COMMON = ['batchSize', 'maxBatchingWindow', 'filters', 'reportBatchItemFailures', 'enabled']
const QUEUE_OPTIONS = [...COMMON, 'maxConcurrency']
const STREAM_OPTIONS = [
  ...COMMON,
  'startingPosition',
  'bisectBatchOnError',
  'retryAttempts',
  'maxRecordAge',
  'parallelizationFactor',
  'tumblingWindow',
  'onFailure',
]

export const eventSources = (world: World): EventSourceMappings => ({
  wake: (sourceArn) => wakeSource(world, sourceArn),
  create(request): EventSourceMapping {
    const { caller, sourceArn, target, options } = request
    const isQueue = /^arn:[^:]*:sqs:/.test(sourceArn)
    checkNames(options, `${caller}()`, isQueue ? QUEUE_OPTIONS : STREAM_OPTIONS)
    const option = { world, caller, option: 'the function' }
    const { arn } = toReference(target, [FUNCTION_KIND], option)
    const input = {
      ...toInput(world, caller, options),
      FunctionName: arn,
      EventSourceArn: sourceArn,
      ...(!isQueue && toStart(options)),
    }
    try {
      rooms.lambdaOperations().checkMapping(input)
      const functionName = parseArn(arn)?.resource.split(':')[1] ?? ''
      const onFailure = input.DestinationConfig?.OnFailure?.Destination
      letRoleRead(world, functionName, { sourceArn, onFailure })
      const { uuid } = createMapping(world, world.state(lambda), input)
      return new Reaction(REACTION, world, uuid)
    } catch (error) {
      if (!isServiceError(error)) throw error
      throw new MisuseError(`${caller}() was refused by Lambda: ${error.message}`, 'other options')
    }
  },
})

function toStart({ startingPosition = 'TRIM_HORIZON' }: Options): Partial<CreateInput> {
  return typeof startingPosition === 'string'
    ? { StartingPosition: startingPosition }
    : { StartingPosition: 'AT_TIMESTAMP', StartingPositionTimestamp: startingPosition }
}

/** The input of CreateEventSourceMapping. Members that the options leave out stay undefined. */
function toInput(world: World, caller: string, options: Options): SettingsInput {
  const seconds = (option: keyof Options): number | undefined => {
    const duration = options[option] as Duration | undefined
    if (duration === undefined) return undefined
    return Math.ceil(toMilliseconds(duration, `${caller}(): ${option}`) / 1_000)
  }
  const { filters, reportBatchItemFailures, onFailure, maxConcurrency } = options
  const receiver =
    onFailure === undefined
      ? undefined
      : toReference(onFailure, RECEIVERS, { world, caller, option: 'onFailure', bareName: 'queue' })
  return withoutUndefined({
    Enabled: options.enabled,
    BatchSize: options.batchSize,
    MaximumBatchingWindowInSeconds: seconds('maxBatchingWindow'),
    FilterCriteria: filters && {
      Filters: filters.map((filter) => ({ Pattern: JSON.stringify(filter) })),
    },
    FunctionResponseTypes: reportBatchItemFailures ? ['ReportBatchItemFailures'] : undefined,
    ScalingConfig:
      maxConcurrency === undefined ? undefined : { MaximumConcurrency: maxConcurrency },
    BisectBatchOnFunctionError: options.bisectBatchOnError,
    MaximumRetryAttempts: options.retryAttempts,
    MaximumRecordAgeInSeconds: seconds('maxRecordAge'),
    ParallelizationFactor: options.parallelizationFactor,
    TumblingWindowInSeconds: seconds('tumblingWindow'),
    DestinationConfig: receiver && { OnFailure: { Destination: receiver.arn } },
  })
}
