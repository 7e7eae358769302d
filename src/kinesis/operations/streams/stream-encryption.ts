/** Encryption is kept and shown. It changes nothing else in a test. */
import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { updateStream, type KinesisState } from '../../state.ts'
import { accessTo, findStream, STREAM_MEMBERS, type StreamInput } from './named-stream.ts'

interface Input extends StreamInput {
  readonly KeyId: string
}

const MEMBERS = [...STREAM_MEMBERS, 'EncryptionType', 'KeyId']

/** AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StartStreamEncryption.html */
export const startStreamEncryption: Operation<KinesisState, Input, void> = defineOperation({
  name: 'StartStreamEncryption',
  handles: MEMBERS,
  access: accessTo('StartStreamEncryption'),
  run(state, input, { world }) {
    updateStream(state, findStream(state, input, world), { keyId: input.KeyId })
  },
})

/** AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StopStreamEncryption.html */
export const stopStreamEncryption: Operation<KinesisState, Input, void> = defineOperation({
  name: 'StopStreamEncryption',
  handles: MEMBERS,
  access: accessTo('StopStreamEncryption'),
  run(state, input, { world }) {
    updateStream(state, findStream(state, input, world), { keyId: undefined })
  },
})
