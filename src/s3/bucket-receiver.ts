/** Buckets for the other services: they leave objects there. Each is a PutObject of its own. */
import { readText } from '../core/late-text.ts'
import { andThen } from '../core/maybe-promise.ts'
import type { OutgoingMessage, Receiver } from '../core/world/event-source-ports.ts'
import type { World } from '../core/world/world.ts'
import { s3RequestId } from '../protocol/s3/answers.ts'
import { bucketNameIn } from './buckets/names.ts'
import { s3 } from './service.ts'

export const bucketReceiver = (world: World): Receiver => ({
  has: (arn) => world.state(s3).buckets.has(bucketNameIn(arn) ?? ''),
  send(arn, { body, key, cause }: OutgoingMessage) {
    const put = world.call({
      service: s3.id,
      operation: 'PutObject',
      input: { Bucket: bucketNameIn(arn), Key: key, Body: readText(body) },
      source: 'service',
      requestId: s3RequestId(world.ids),
      cause,
    })
    return andThen(put, undefined, () => undefined)
  },
})
