import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { recordSizeOutOfRange } from '../../errors.ts'
import { DEFAULT_RECORD_KIB, MOST_RECORD_KIB } from '../../limits.ts'
import { updateStream, type KinesisState } from '../../state.ts'
import { accessTo, findStream } from './named-stream.ts'

interface Input {
  readonly StreamARN?: string
  readonly MaxRecordSizeInKiB: number
}

/** AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateMaxRecordSize.html */
export const updateMaxRecordSize: Operation<KinesisState, Input, void> = defineOperation({
  name: 'UpdateMaxRecordSize',
  handles: ['StreamARN', 'MaxRecordSizeInKiB'],
  access: accessTo('UpdateMaxRecordSize'),
  run(state, input, { world }) {
    const maxRecordKiB = checkedSize(input.MaxRecordSizeInKiB)
    updateStream(state, findStream(state, input, world), { maxRecordKiB })
  },
})

/** AWS: API_UpdateMaxRecordSize.html: from 1 to 10 MiB, or a ValidationException. */
export function checkedSize(kib: number | undefined): number | undefined {
  const isInRange = kib === undefined || (kib >= DEFAULT_RECORD_KIB && kib <= MOST_RECORD_KIB)
  if (!isInRange) throw recordSizeOutOfRange(kib, DEFAULT_RECORD_KIB, MOST_RECORD_KIB)
  return kib
}
