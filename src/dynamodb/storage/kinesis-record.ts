/**
 * The records of Kinesis streaming destinations.
 * Recorded: dynamodbstreams test_enable_kinesis_streaming_destination.
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/kds.html
 */
import { createHash } from 'node:crypto'
import { DeliveryPump } from '../../core/delivery/pump.ts'
import type { World } from '../../core/world/world.ts'
import { ownState, SERVICE_ID } from '../own-service.ts'
import type { KinesisDestination } from '../schema/definition.ts'
import { sizeOfItem } from '../values/sizes.ts'
import type { Item } from '../values/values.ts'
import type { TableState } from './table.ts'
import type { WriteRecord } from './write.ts'

/**
 * Sends a committed write to the table's destinations, soon after the write as on AWS. A stream
 * that does not exist any more takes nothing.
 */
export function sendToKinesis(
  { definition }: TableState,
  write: WriteRecord,
  isExpiry: boolean,
  world: World,
): void {
  const state = ownState(world) as { destinations: DeliveryPump | undefined }
  const pump = (state.destinations ??= new DeliveryPump(world, SERVICE_ID))
  for (const destination of definition.kinesis ?? []) {
    if (destination.status !== 'ACTIVE') continue
    const { streamArn } = destination
    const data = JSON.stringify(toRecord(write, destination, isExpiry, world))
    const partitionKey = partitionKeyOf(write.key)
    pump.deliver({
      to: streamArn,
      causedBy: write,
      // In the order of the writes. AWS promises less: records may come late and twice.
      orderingKey: streamArn,
      // The write and the stream's record tell the same.
      isRecorded: false,
      attempt: () => {
        world.ports.dataStreams?.put(streamArn, { data, partitionKey, cause: write })
      },
    })
  }
}

function toRecord(
  { type, table, key, oldItem, newItem, at }: WriteRecord,
  { precision }: KinesisDestination,
  isExpiry: boolean,
  world: World,
): object {
  const size = (item: Item | undefined): number => (item ? sizeOfItem(item) : 0)
  return {
    awsRegion: world.options.region,
    eventID: world.ids.uuid('kinesisDestination'),
    eventName: type,
    userIdentity: isExpiry ? { type: 'Service', principalId: 'dynamodb.amazonaws.com' } : null,
    recordFormat: 'application/json',
    tableName: table,
    dynamodb: {
      ApproximateCreationDateTime: precision === 'MICROSECOND' ? at * 1000 : at,
      // AWS (documented): the field appears with MICROSECOND.
      ...(precision === 'MICROSECOND' && { ApproximateCreationDateTimePrecision: precision }),
      Keys: key,
      ...(newItem && { NewImage: newItem }),
      ...(oldItem && { OldImage: oldItem }),
      SizeBytes: size(key) + size(newItem) + size(oldItem),
    },
    eventSource: 'aws:dynamodb',
  }
}

/**
 * Changes of one item go to one shard. Recorded partition keys have 32 upper-case hexadecimal
 * digits. Unverified: that they are this hash.
 */
const partitionKeyOf = (key: Item): string =>
  createHash('md5').update(JSON.stringify(key)).digest('hex').toUpperCase()
