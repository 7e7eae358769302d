import type { Operation } from '../../../core/world/world.ts'
import type { LambdaState } from '../../state.ts'
import { createEventSourceMapping } from './create-event-source-mapping.ts'
import { deleteEventSourceMapping } from './delete-event-source-mapping.ts'
import { getEventSourceMapping } from './get-event-source-mapping.ts'
import { listEventSourceMappings } from './list-event-source-mappings.ts'
import { updateEventSourceMapping } from './update-event-source-mapping.ts'

export const eventSourceOperations: Readonly<Record<string, Operation<LambdaState>>> = {
  CreateEventSourceMapping: createEventSourceMapping,
  DeleteEventSourceMapping: deleteEventSourceMapping,
  GetEventSourceMapping: getEventSourceMapping,
  ListEventSourceMappings: listEventSourceMappings,
  UpdateEventSourceMapping: updateEventSourceMapping,
}
