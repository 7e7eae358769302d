/** Events of queues and streams. */
import { isObject } from '../../../core/json.ts'
import { ref, type Draft } from '../draft.ts'
import { plainId } from '../names.ts'
import { membersOf, type Properties } from '../service.ts'
import type { EventSource } from './event.ts'

/** The framework's names of settings, with CloudFormation's. */
const SETTINGS: Readonly<Record<string, string>> = {
  batchSize: 'BatchSize',
  maximumBatchingWindow: 'MaximumBatchingWindowInSeconds',
  batchWindow: 'MaximumBatchingWindowInSeconds',
  enabled: 'Enabled',
  startingPosition: 'StartingPosition',
  startingPositionTimestamp: 'StartingPositionTimestamp',
  parallelizationFactor: 'ParallelizationFactor',
  maximumRetryAttempts: 'MaximumRetryAttempts',
  maximumRecordAgeInSeconds: 'MaximumRecordAgeInSeconds',
  bisectBatchOnFunctionError: 'BisectBatchOnFunctionError',
  tumblingWindowInSeconds: 'TumblingWindowInSeconds',
}

export function addMapping(
  { functionId, value, number }: EventSource,
  draft: Draft,
  kind: 'sqs' | 'stream',
): void {
  const settings = isObject(value) && !isIntrinsic(value) ? value : {}
  const arn: unknown = isObject(value) && !isIntrinsic(value) ? value['arn'] : value
  const renamed = Object.entries(SETTINGS).flatMap(([name, property]) =>
    settings[name] === undefined ? [] : [[property, settings[name]] as const],
  )
  draft.add(
    `${functionId}EventSourceMapping${plainId(kind)}${number}`,
    'AWS::Lambda::EventSourceMapping',
    {
      EventSourceArn: arn,
      FunctionName: ref(functionId),
      // The framework begins with the oldest record.
      StartingPosition: kind === 'stream' ? 'TRIM_HORIZON' : undefined,
      ...(Object.fromEntries(renamed) as Properties),
      FunctionResponseTypes: responseTypes(settings),
      FilterCriteria: filtersOf(settings['filterPatterns']),
      ScalingConfig:
        settings['maximumConcurrency'] === undefined
          ? undefined
          : { MaximumConcurrency: settings['maximumConcurrency'] },
      DestinationConfig: destinationOf(settings),
    },
  )
}

export function isIntrinsic(value: Properties): boolean {
  const [name, ...others] = Object.keys(value)
  return others.length === 0 && (name === 'Ref' || name?.startsWith('Fn::') === true)
}

const responseTypes = ({ functionResponseType: type }: Properties): unknown =>
  type === undefined ? undefined : [type]

const filtersOf = (patterns: unknown): Properties | undefined =>
  Array.isArray(patterns)
    ? { Filters: patterns.map((pattern: unknown) => ({ Pattern: JSON.stringify(pattern) })) }
    : undefined

function destinationOf({ destinations }: Properties): Properties | undefined {
  const { onFailure } = membersOf(destinations)
  if (onFailure === undefined) return undefined
  const isTarget = isObject(onFailure) && !isIntrinsic(onFailure)
  return { OnFailure: { Destination: isTarget ? onFailure['arn'] : onFailure } }
}
