/** `table.streamTo(stream)`. */
import { checkNames } from '../../core/checks.ts'
import { toReference } from '../../core/resources/reference.ts'
import { worldOf, runQuietly, type TableHandle } from './access.ts'

/** Options of `streamTo`. */
export interface StreamToOptions {
  /** The precision of the records' `ApproximateCreationDateTime`. Default `MILLISECOND`. */
  readonly precision?: 'MILLISECOND' | 'MICROSECOND'
}

const STREAM = {
  kind: 'stream',
  noun: 'a Kinesis stream',
  arn: { service: 'kinesis', type: 'stream' },
} as const

export function streamTo(handle: TableHandle, stream: unknown, options: StreamToOptions): void {
  const world = worldOf(handle)
  world.checkWritable()
  const caller = `${handle.name}.streamTo`
  checkNames(options, `${caller}()`, ['precision'])
  const { arn } = toReference(stream, [STREAM], { world, caller, option: 'stream' })
  runQuietly(world, 'EnableKinesisStreamingDestination', {
    TableName: handle.name,
    StreamArn: arn,
    ...(options.precision && {
      EnableKinesisStreamingConfiguration: {
        ApproximateCreationDateTimePrecision: options.precision,
      },
    }),
  })
}
