import { parseProjectionOf, type ProjectionInput } from '../expressions/projections.ts'
import { rooms } from '../rooms.ts'
import type { Item } from '../values/values.ts'

/** The attributes of a cached item that a request wants. */
export function projected(request: object, item: Item): Item {
  const input: ProjectionInput = request
  if (input.ProjectionExpression === undefined) return item
  const projection = parseProjectionOf(input)
  return projection ? rooms.expressions().projectItem(projection, item) : item
}
