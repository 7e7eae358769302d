/** `on` of handles whose resource is an event source: tables, streams, queues. */
import { shownValue } from '../checks.ts'
import { MisuseError } from '../errors.ts'
import type {
  EventSourceMapping,
  QueueMappingOptions,
  StreamMappingOptions,
} from '../world/event-source-ports.ts'
import type { World } from '../world/world.ts'

export interface SourceRequest {
  /** The handle's name. */
  readonly name: string
  /** The event that the resource has, and the one that the test named. */
  readonly known: 'stream' | 'records' | 'message'
  readonly event: unknown
  /** Throws a MisuseError if the resource cannot be a source. */
  sourceArn(): string
  readonly target: unknown
  readonly options: StreamMappingOptions | QueueMappingOptions
}

/** Creates the event source mapping that an `on` describes, in a writable world. */
export function mapSource(
  world: World,
  { name, known, event, sourceArn, target, options }: SourceRequest,
): EventSourceMapping {
  if (event !== known) {
    throw new MisuseError(
      `${name}.on() received ${shownValue(event)} as its event.`,
      `'${known}', the only event of ${name}`,
    )
  }
  const { eventSources } = world.ports
  if (!eventSources) throw new MisuseError(`${name}.on() found no functions.`, 'a whole region')
  const caller = `${name}.on('${known}')`
  return eventSources.create({ caller, sourceArn: sourceArn(), target, options })
}
