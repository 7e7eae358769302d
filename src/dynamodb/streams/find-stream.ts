/** Finds streams by ARN. */
import { parseArn } from '../../core/arn.ts'
import type { World } from '../../core/world/world.ts'
import { validation } from '../errors.ts'
import { shardNotFound, streamNotFound } from './errors.ts'
import { stateIn } from '../state/state.ts'
import { shardIdOf, type StreamLog } from '../storage/stream-log.ts'
import { streamsOf } from './switch-stream.ts'

export function findStream(world: World, arn: string): StreamLog {
  const parts = parseArn(arn)
  if (parts?.service !== 'dynamodb' || !/^table\/[^/]+\/stream\/[^/]+$/.test(parts.resource)) {
    // Unverified: the wording.
    throw validation(`Invalid StreamArn: ${arn}`)
  }
  const log = streamsOf(stateIn(world), world.clock.now()).find((stream) => stream.arn === arn)
  if (!log) throw streamNotFound(arn)
  return log
}

export function checkShard(log: StreamLog, shardId: string): void {
  if (shardIdOf(log) !== shardId) throw shardNotFound()
}
