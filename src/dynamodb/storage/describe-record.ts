/**
 * A stream record in the form that readers receive.
 * Recorded: test_batch_write_items_streaming; AWS: API_streams_Record.html
 */
import type { World } from '../../core/world/world.ts'
import { pickKey } from '../keys/key-checks.ts'
import { sizeOfItem } from '../values/sizes.ts'
import { newItem as emptyItem, type Item } from '../values/values.ts'
import { eventIdOf, sequenceNumberOf, type StreamLog, type StreamRecord } from './stream-log.ts'

type Shown = Readonly<Record<string, unknown>>

// AWS: streamsmain.html: the view type determines the images of a record.
export function describeRecord(
  log: StreamLog,
  record: StreamRecord,
  world: World,
): Shown & { readonly dynamodb: Shown & { readonly SizeBytes: number } } {
  const { viewType } = log
  const { newItem, oldItem } = record
  const key = pickKey([...log.key.partition, ...log.key.sort], newItem ?? oldItem ?? emptyItem())
  const newImage = /^NEW/.test(viewType) ? newItem : undefined
  const oldImage = /OLD/.test(viewType) ? oldItem : undefined
  return {
    eventID: eventIdOf(log, record.number),
    eventName: newItem ? (oldItem ? 'MODIFY' : 'INSERT') : 'REMOVE',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: world.options.region,
    dynamodb: {
      // AWS rounds down to seconds.
      ApproximateCreationDateTime: Math.floor(record.at / 1000),
      Keys: key,
      ...(newImage && { NewImage: newImage }),
      ...(oldImage && { OldImage: oldImage }),
      SequenceNumber: sequenceNumberOf(record.number),
      SizeBytes: sizeOf(key) + sizeOf(newImage) + sizeOf(oldImage),
      StreamViewType: viewType,
    },
    // AWS: time-to-live-ttl-streams.html
    ...(record.expired && {
      userIdentity: { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' },
    }),
  }
}

const sizeOf = (item: Item | undefined): number => (item ? sizeOfItem(item) : 0)
