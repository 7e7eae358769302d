/** The names of what a region has, by kind, as its coverage counts them. */
import { iam } from '../../iam/service.ts'
import { services } from '../service-list.ts'
import type { RegionWorld } from '../world.ts'

/** A kind of resource in the region. */
export interface Kind {
  /** `logGroups` */
  readonly plural: string
  /** `log group` */
  readonly singular: string
  readonly names: readonly string[]
}

/** The kinds of all services that the region uses. Services that nothing used are not loaded. */
export function kindsIn(world: RegionWorld): Kind[] {
  return [...coveredKinds(world), ...rolesIn(world)]
}

/** No test uses up roles, so they are no part of a coverage. */
function rolesIn(world: RegionWorld): Kind[] {
  if (!world.holds(iam)) return []
  const names = [...world.state(iam).roles.keys()]
  return names.length === 0 ? [] : [{ plural: 'roles', singular: 'role', names }]
}

function coveredKinds(world: RegionWorld): Kind[] {
  return services.flatMap((service) => {
    if (!world.holds(service)) return []
    const { coverage } = service.room()
    if (!coverage) return []
    const defined = coverage.defined(world.state(service), world)
    return Object.entries(coverage.kinds).map(([plural, singular]) => ({
      plural,
      singular,
      names: defined.filter(({ kind }) => kind === plural).map(({ name }) => name),
    }))
  })
}

export const namesOf = (world: RegionWorld, plural: string): readonly string[] =>
  kindsIn(world).find((kind) => kind.plural === plural)?.names ?? []
