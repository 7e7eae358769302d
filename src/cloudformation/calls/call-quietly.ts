/** Operations of other services, as the resources of a stack use them. */
import { runUnrecorded } from '../../core/handles/run-quietly.ts'
import { withOwnTags } from '../../core/resources/own-tags.ts'
import { UnsupportedError } from '../../core/errors.ts'
import { findService } from '../../core/service-id.ts'
import type { World } from '../../core/world/world.ts'
import type { Shape } from '../../model/index.ts'
import { convert, type NoteUnknown } from './convert.ts'

/**
 * Runs an operation without a record, because it belongs to the set-up. Throws an UnsupportedError
 * without noting a refusal.
 */
export function callQuietly(
  world: World,
  serviceId: string,
  name: string,
  input: object,
  note?: NoteUnknown,
): Record<string, unknown> {
  const service = findService(world, serviceId)
  const operation = service?.room().operations[name]
  if (!service || !operation)
    throw new UnsupportedError({ service: service?.title ?? serviceId, operation: name })
  // Only a model makes shapes (model/define-operation.ts).
  const converted = convert(operation.inputShape?.() as Shape | undefined, input, note)
  const parsed: unknown = withOwnTags(() =>
    operation.parse ? operation.parse(converted) : converted,
  )
  const answer = withOwnTags(() => runUnrecorded(world, service, operation, parsed))
  return (answer ?? {}) as Record<string, unknown>
}
