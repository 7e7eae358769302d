/** Finds streams by ARN. */
import { parseArn } from '../../core/arn.ts'
import type { World } from '../../core/world/world.ts'
import { validation } from '../errors.ts'
import { shardNotFound, streamNotFound } from './errors.ts'
import { stateIn } from '../state/state.ts'
import { shardIdOf, type StreamLog } from '../storage/stream-log.ts'
import { streamsOf } from './switch-stream.ts'

/** Refuses text that is not the ARN of a stream. */
export function checkStreamArn(arn: string): void {
  const parts = parseArn(arn)
  if (parts?.service === 'dynamodb' && /^table\/[^/]+\/stream\/[^/]+$/.test(parts.resource)) return
  // AWS: as users report it: github.com/amazon-archives/logstash-input-dynamodb/issues/18
  throw validation('Invalid StreamArn')
}

export function findStream(world: World, arn: string): StreamLog {
  checkStreamArn(arn)
  const log = streamsOf(stateIn(world), world.clock.now()).find((stream) => stream.arn === arn)
  if (!log) throw streamNotFound(arn)
  return log
}

export function checkShard(log: StreamLog, shardId: string): void {
  if (shardIdOf(log) !== shardId) throw shardNotFound()
}
