/** Events of queues and streams: event source mappings. */
import { isObject } from '../../../core/json.ts'
import type { SamContext } from '../context.ts'
import { idOf, required, type SamEvent } from './event.ts'

/** Properties that an event source mapping has under the same name. */
const SAME = [
  ...['BatchSize', 'Enabled', 'MaximumBatchingWindowInSeconds', 'FilterCriteria', 'KmsKeyArn'],
  ...['FunctionResponseTypes', 'ScalingConfig', 'ProvisionedPollerConfig', 'MetricsConfig'],
  ...['StartingPosition', 'StartingPositionTimestamp', 'BisectBatchOnFunctionError'],
  ...['MaximumRetryAttempts', 'MaximumRecordAgeInSeconds', 'ParallelizationFactor'],
  'TumblingWindowInSeconds',
]

function add(event: SamEvent, context: SamContext, source: unknown): void {
  const { properties, target, own } = event
  context.add(
    idOf(event),
    'AWS::Lambda::EventSourceMapping',
    {
      EventSourceArn: source,
      FunctionName: target.name,
      ...Object.fromEntries(SAME.map((name) => [name, properties[name]])),
      DestinationConfig: destinationOf(properties['DestinationConfig']),
    },
    own,
  )
}

/** SAM also takes the type of the destination, which its ARN says already. */
function destinationOf(config: unknown): unknown {
  if (!isObject(config) || !isObject(config['OnFailure'])) return config
  return { OnFailure: { Destination: config['OnFailure']['Destination'] } }
}

export const queueEvent = (event: SamEvent, context: SamContext): void =>
  add(event, context, required(event, 'Queue'))

export const streamEvent = (event: SamEvent, context: SamContext): void =>
  add(event, context, required(event, 'Stream'))
