import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { KinesisState } from '../../state.ts'
import {
  accessTo,
  findStream,
  STREAM_MEMBERS,
  type StreamInput,
  wakeReaders,
} from './named-stream.ts'

/**
 * AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeleteStream.html. Streams have
 * no registered consumers here, so `EnforceConsumerDeletion` changes nothing.
 */
export const deleteStream: Operation<KinesisState, StreamInput, void> = defineOperation({
  name: 'DeleteStream',
  handles: [...STREAM_MEMBERS, 'EnforceConsumerDeletion'],
  access: accessTo('DeleteStream'),
  run(state, input, { world }) {
    const { name } = findStream(state, input, world)
    state.streams.delete(name)
    wakeReaders(name, world)
  },
})
