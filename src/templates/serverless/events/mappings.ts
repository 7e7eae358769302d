/** Events of queues and streams. */
import { isObject } from '../../../core/json.ts'
import { ref, type Draft } from '../draft.ts'
import { plainId } from '../names.ts'
import { isIntrinsic, membersOf, type Properties } from '../service.ts'
import { baseOf, type EventSource } from './event.ts'

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

export function addMapping(source: EventSource, draft: Draft, kind: 'sqs' | 'stream'): void {
  const { functionId, value } = source
  const settings = isObject(value) && !isIntrinsic(value) ? value : {}
  const arn: unknown = isObject(value) && !isIntrinsic(value) ? value['arn'] : value
  const renamed = Object.entries(SETTINGS).flatMap(([name, property]) =>
    settings[name] === undefined ? [] : [[property, settings[name]] as const],
  )
  draft.add(idOf(source, kind, arn, settings['type']), 'AWS::Lambda::EventSourceMapping', {
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
  })
}

/** `PlaceEventSourceMappingSQSJobs`, `PlaceEventSourceMappingDynamodbOrders`. */
function idOf(source: EventSource, kind: string, arn: unknown, type: unknown): string {
  const of = /:kinesis:/.test(String(arn)) ? 'kinesis' : 'dynamodb'
  const word = kind === 'sqs' ? 'SQS' : plainId(String(type ?? of))
  return `${baseOf(source)}EventSourceMapping${word}${plainId(nameIn(arn) ?? String(source.number))}`
}

/** The name of a queue or stream: that of its resource, or the one in its ARN. */
function nameIn(arn: unknown): string | undefined {
  if (typeof arn === 'string')
    return /^arn:.*:table\//.test(arn) ? arn.split('/')[1] : arn.split(/[:/]/).at(-1)
  const given: unknown = isObject(arn) ? (arn['Fn::GetAtt'] ?? arn['Ref']) : undefined
  const [name]: readonly unknown[] = Array.isArray(given) ? given : [given]
  return typeof name === 'string' ? name : undefined
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
