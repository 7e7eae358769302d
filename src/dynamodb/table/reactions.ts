/** `orders.on('stream', project)`: functions that receive the table's changes. */
import { MisuseError } from '../../core/errors.ts'
import { mapSource } from '../../core/handles/map-source.ts'
import type {
  EventSourceMapping,
  StreamMappingOptions,
} from '../../core/world/event-source-ports.ts'
import { readTable, worldOf, type TableHandle } from './access.ts'

export function mapStream(
  handle: TableHandle,
  event: string,
  target: unknown,
  options: StreamMappingOptions,
): EventSourceMapping {
  const world = worldOf(handle)
  world.checkWritable()
  const { name } = handle
  const sourceArn = (): string => {
    const { stream } = readTable(handle)
    if (stream) return stream.arn
    throw new MisuseError(
      `${name}.on('stream') was called on a table without a stream.`,
      `a table with one: new Table('${name}', { ..., stream: true })`,
    )
  }
  return mapSource(world, { name, known: 'stream', event, sourceArn, target, options })
}
