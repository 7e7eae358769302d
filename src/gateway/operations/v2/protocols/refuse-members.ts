/** Members that have a meaning for the other kind of API only. */
import type { World } from '../../../../core/world/world.ts'
import { unsupportedV2 } from '../define.ts'

/** A value that says nothing is accepted: tools send them for both kinds. */
// Unverified: how AWS answers such a member
export function refuseMembers<Resource extends object>(
  world: World,
  what: string,
  resource: Resource,
  names: readonly (keyof Resource & string)[],
): void {
  const found = names.find((name) => isMeant(resource[name]))
  if (found !== undefined) throw unsupportedV2(world, what, found)
}

const isMeant = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? Object.keys(value).length > 0
    : value !== undefined && value !== false && value !== ''
