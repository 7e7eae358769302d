import { buildArn } from '../../../core/resources/arn-form.ts'
import { pairsOfMap, toTags } from '../../../core/resources/tags.ts'
import type { Operation } from '../../../core/world/world.ts'
import { isStale } from '../../../core/world/generation.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { shardCountMissing, shardCountWithOnDemand, streamExists } from '../../errors.ts'
import { LEAST_RETENTION_HOURS, ON_DEMAND_SHARDS } from '../../limits.ts'
import { newStream, replaceStream, type KinesisState, type StreamMode } from '../../state.ts'
import { STREAM_ARN } from '../../stream-arn.ts'
import { checkedSize } from './max-record-size.ts'
import { named } from './named-stream.ts'
import { tagPolicyOf } from '../tags/tag-policy.ts'

interface Input {
  readonly StreamName: string
  readonly ShardCount?: number
  readonly StreamModeDetails?: { readonly StreamMode: StreamMode }
  readonly Tags?: Readonly<Record<string, string>>
  readonly MaxRecordSizeInKiB?: number
}

/**
 * AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html. Here the
 * stream is ACTIVE at once.
 */
export const createStream: Operation<KinesisState, Input, void> = defineOperation({
  name: 'CreateStream',
  handles: ['StreamName', 'ShardCount', 'StreamModeDetails', 'Tags', 'MaxRecordSizeInKiB'],
  access: ({ StreamName }, world) => [
    {
      action: 'kinesis:CreateStream',
      resource: buildArn(STREAM_ARN, world.options, StreamName),
    },
  ],
  run(state, input, { world }) {
    const { StreamName: name, Tags = {}, MaxRecordSizeInKiB } = input
    const mode = input.StreamModeDetails?.StreamMode ?? 'PROVISIONED'
    if (mode === 'ON_DEMAND' && input.ShardCount !== undefined) throw shardCountWithOnDemand()
    const shards = mode === 'ON_DEMAND' ? ON_DEMAND_SHARDS : input.ShardCount
    if (shards === undefined) throw shardCountMissing()
    const existing = state.streams.get(name)
    if (existing && !isStale(existing, world)) throw streamExists(named(name, world))
    const settings = {
      mode,
      retentionHours: LEAST_RETENTION_HOURS,
      tags: toTags(pairsOfMap(Tags), tagPolicyOf(named(name, world))),
      keyId: undefined,
      metrics: [],
      maxRecordKiB: checkedSize(MaxRecordSizeInKiB),
    }
    replaceStream(state, newStream(state, world, name, settings, shards))
  },
})
