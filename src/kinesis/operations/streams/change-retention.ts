import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { retentionCannot, retentionTooLong, retentionTooShort } from '../../errors.ts'
import { LEAST_RETENTION_HOURS, MOST_RETENTION_HOURS } from '../../limits.ts'
import { updateStream, type KinesisState } from '../../state.ts'
import { accessTo, findStream, STREAM_MEMBERS, type StreamInput } from './named-stream.ts'

interface Input extends StreamInput {
  readonly RetentionPeriodHours: number
}

const changeRetention = (change: 'Increase' | 'Decrease'): Operation<KinesisState, Input, void> =>
  defineOperation({
    name: `${change}StreamRetentionPeriod`,
    handles: [...STREAM_MEMBERS, 'RetentionPeriodHours'],
    access: accessTo(`${change}StreamRetentionPeriod`),
    run(state, input, { world }) {
      const stream = findStream(state, input, world)
      const { RetentionPeriodHours: hours } = input
      if (hours < LEAST_RETENTION_HOURS) throw retentionTooShort(hours, LEAST_RETENTION_HOURS)
      if (hours > MOST_RETENTION_HOURS) throw retentionTooLong(hours, MOST_RETENTION_HOURS)
      const { name, retentionHours } = stream
      const isOther = change === 'Increase' ? hours < retentionHours : hours > retentionHours
      if (isOther) throw retentionCannot(change, name, hours, retentionHours)
      updateStream(state, stream, { retentionHours: hours })
    },
  })

/** AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_IncreaseStreamRetentionPeriod.html */
export const increaseStreamRetentionPeriod: Operation<KinesisState, Input, void> =
  changeRetention('Increase')

/** AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DecreaseStreamRetentionPeriod.html */
export const decreaseStreamRetentionPeriod: Operation<KinesisState, Input, void> =
  changeRetention('Decrease')
