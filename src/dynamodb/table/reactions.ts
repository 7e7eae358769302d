/** `orders.on('stream', project)`: functions that receive the table's changes. */
import { shownValue } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import type {
  EventSourceMapping,
  StreamMappingOptions,
} from '../../core/world/event-source-ports.ts'
import type { CallSite } from '../values/marshal.ts'
import { readTable, worldOf, type TableHandle } from './access.ts'

export function mapStream(
  handle: TableHandle,
  event: string,
  target: unknown,
  options: StreamMappingOptions,
  { caller }: CallSite,
): EventSourceMapping {
  if (event !== 'stream') {
    throw new MisuseError(
      `${caller}() received ${shownValue(event)}.`,
      "the event that a table has, 'stream'",
    )
  }
  const world = worldOf(handle)
  world.checkWritable()
  const { stream } = readTable(handle)
  if (!stream) {
    throw new MisuseError(
      `${caller}('stream') was called on a table without a stream.`,
      `a table with one: new Table('${handle.name}', { ..., stream: true })`,
    )
  }
  const { eventSources } = world.ports
  if (!eventSources) throw new MisuseError(`${caller}() has no functions here.`, 'a whole region')
  return eventSources.create({
    caller: `${caller}('stream')`,
    sourceArn: stream.arn,
    target,
    options,
  })
}
