/** `RestApiId` of templates is `restApiId` of the API. */
import { pick } from '../../core/cloudformation/properties.ts'
import type { ResourceProperties } from '../../core/cloudformation/types.ts'

export const lowerFirst = (name: string): string =>
  name.replace(/^./, (letter) => letter.toLowerCase())

/** The properties with these names that are present, under the names of the API. */
export const pickLower = (
  properties: ResourceProperties,
  names: readonly string[],
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(pick(properties, names)).map(([name, value]) => [lowerFirst(name), value]),
  )
