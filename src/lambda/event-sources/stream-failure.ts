/**
 * The record of a batch of a stream that Lambda gave up, for the mapping's on-failure destination.
 * Recorded: esm-ddb-rb-008, esm-kin-rb-001.
 */
import type { OutgoingMessage } from '../../core/world/event-source-ports.ts'
import type { World } from '../../core/world/world.ts'
import type { MappingDefinition } from '../definition/mapping.ts'
import type { Invocation } from '../records/invocation.ts'
import { toEventText, type StreamItem } from './batch.ts'

export interface GivenUp {
  readonly condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded'
  /** At least one. */
  readonly items: readonly StreamItem[]
  readonly shardId: string
  readonly attempts: number
  /** The last attempt. Undefined if there was none. */
  readonly invocation: Invocation | undefined
}

export function toFailureMessage(
  world: World,
  mapping: MappingDefinition,
  { condition, items, shardId, attempts, invocation }: GivenUp,
): OutgoingMessage | undefined {
  const [first] = items
  const last = items.at(-1)
  if (!first || !last) return undefined
  const now = new Date(world.clock.now()).toISOString()
  const arrival = mapping.service === 'dynamodb' ? withoutMilliseconds : withMilliseconds
  const document = {
    requestContext: {
      requestId: invocation?.requestId ?? world.ids.uuid('invocation'),
      functionArn: mapping.functionArn,
      condition,
      approximateInvokeCount: attempts,
    },
    ...(invocation &&
      condition === 'RetryAttemptsExhausted' && {
        responseContext: {
          statusCode: 200,
          executedVersion: invocation.version,
          functionError: invocation.unobservedError ? 'Unhandled' : null,
        },
      }),
    version: '1.0',
    timestamp: now,
    [mapping.service === 'dynamodb' ? 'DDBStreamBatchInfo' : 'KinesisBatchInfo']: {
      shardId,
      startSequenceNumber: first.sequenceNumber,
      endSequenceNumber: last.sequenceNumber,
      approximateArrivalOfFirstRecord: arrival(first.at),
      approximateArrivalOfLastRecord: arrival(last.at),
      batchSize: items.length,
      streamArn: mapping.sourceArn,
    },
  }
  const isObject = /^arn:[^:]*:s3:/.test(mapping.onFailure ?? '')
  return {
    // Recorded: test_kinesis_event_source_mapping_with_s3_on_failure_destination: only an object
    // has the records themselves.
    body: JSON.stringify(isObject ? { ...document, payload: toEventText(items) } : document),
    ...(isObject && { key: objectKey(world, mapping, shardId, now) }),
    cause: invocation ?? first.cause,
  }
}

const withMilliseconds = (at: number): string => new Date(at).toISOString()
const withoutMilliseconds = (at: number): string => withMilliseconds(at).replace(/\.\d+Z$/, 'Z')

/** AWS: kinesis-on-failure-destination.html: `aws/lambda/<UUID>/<shard>/YYYY/MM/DD/...`. */
function objectKey(
  world: World,
  { uuid }: MappingDefinition,
  shardId: string,
  now: string,
): string {
  const [day = '', time = ''] = now.replace(/\.\d+Z$/, '').split('T')
  const name = `${day}T${time.replaceAll(':', '.')}-${world.ids.uuid('failure-object')}`
  return `aws/lambda/${uuid}/${shardId}/${day.replaceAll('-', '/')}/${name}`
}
