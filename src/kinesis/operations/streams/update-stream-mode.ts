import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { updateStream, type KinesisState, type StreamMode } from '../../state.ts'
import { accessTo, findStream } from './named-stream.ts'

interface Input {
  readonly StreamARN: string
  readonly StreamModeDetails: { readonly StreamMode: StreamMode }
}

/** AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateStreamMode.html */
export const updateStreamMode: Operation<KinesisState, Input, void> = defineOperation({
  name: 'UpdateStreamMode',
  handles: ['StreamARN', 'StreamModeDetails'],
  access: accessTo('UpdateStreamMode'),
  run(state, input, { world }) {
    const stream = findStream(state, input, world)
    updateStream(state, stream, { mode: input.StreamModeDetails.StreamMode })
  },
})
