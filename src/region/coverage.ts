/**
 * Counts which definitions of a region were used: routes, functions, tables, indexes. A view of the
 * newest records in the journal, which keeps no counts.
 */
import { inspect } from 'node:util'
import { isStale } from '../core/world/generation.ts'
import type { JournalRecord } from '../core/journal.ts'
import type { Use } from '../core/reporting/use.ts'
import type { ServiceCoverage, World } from '../core/world/world.ts'
import { rooms as iamRooms } from '../iam/rooms.ts'
import { iam } from '../iam/service.ts'
import { services } from './service-list.ts'

/** The definitions of one kind. */
export interface CoveredKind {
  /** `tables` */
  readonly plural: string
  /** `table` */
  readonly singular: string
  readonly uses: readonly Use[]
}

function printed(this: Coverage): string {
  return this.toString()
}

/**
 * The result of `region.coverage()`. Prints as a summary.
 *
 * @example
 * expect(region.coverage().unused).toEqual([])
 */
export class Coverage {
  readonly #kinds: readonly CoveredKind[]
  readonly #readPermissions: () => readonly Use[]
  #permissions: readonly Use[] | undefined

  /** Created by the region. */
  constructor(kinds: readonly CoveredKind[], readPermissions: () => readonly Use[] = () => []) {
    this.#kinds = kinds
    this.#readPermissions = readPermissions
  }

  /**
   * What the policies of roles allow, with the number of calls that needed it: `place
   * dynamodb:PutItem on arn:...`. Permissions are no definitions: `unused` and `of` leave them out.
   *
   * @example
   * region.coverage().permissions.filter(({ uses }) => uses === 0)
   */
  get permissions(): readonly Use[] {
    return (this.#permissions ??= this.#readPermissions())
  }

  /** All kinds of definition that the region's services have. */
  get kinds(): readonly CoveredKind[] {
    return this.#kinds
  }

  /** Routes of the region's gateways, with the number of requests that each one matched. */
  get routes(): readonly Use[] {
    return this.of('routes')
  }

  /** Registered functions, with the number of their invocations. */
  get functions(): readonly Use[] {
    return this.of('functions')
  }

  /** Tables, with the number of calls about them. */
  get tables(): readonly Use[] {
    return this.of('tables')
  }

  /** Secondary indexes, with the number of queries and scans that read them. */
  get indexes(): readonly Use[] {
    return this.of('indexes')
  }

  /**
   * Returns the definitions of one kind, such as `'tables'`. Empty if the region defines nothing of
   * that kind.
   */
  of(kind: string): readonly Use[] {
    return this.#kinds.find(({ plural }) => plural === kind)?.uses ?? []
  }

  /** The definitions that nothing used: `route GET /orders/{id}`, `index orders.byStatus`. */
  get unused(): string[] {
    return this.#kinds.flatMap(({ singular, uses }) =>
      uses.filter((use) => use.uses === 0).map(({ name }) => `${singular} ${name}`),
    )
  }

  /** Returns a line per kind, with the names of the definitions that were never used. */
  toString(): string {
    const { permissions } = this
    const granted = { plural: 'permissions', uses: permissions }
    return [...this.#kinds, ...(permissions.length > 0 ? [granted] : [])]
      .map(({ plural, uses }) => {
        const never = uses.filter((use) => use.uses === 0).map(({ name }) => name)
        const used = `${uses.length - never.length} of ${uses.length}`
        return `${plural.padEnd(10)}${used}${never.length > 0 ? `, never: ${never.join(', ')}` : ''}`
      })
      .join('\n')
  }

  static {
    // Defined here because a generated declaration file cannot contain the computed name.
    Object.defineProperty(this.prototype, inspect.custom, { value: printed })
  }
}

export type { Use }

/** `records`: those that count as uses. Default: all of the journal. */
export function coverageOf(
  world: World,
  records: readonly JournalRecord[] = world.journal.records,
): Coverage {
  const kinds = services.flatMap((service): CoveredKind[] => {
    if (!world.holds(service)) return []
    const { coverage } = service.room()
    return coverage ? kindsOf(coverage, world, world.state(service), records) : []
  })
  return new Coverage(kinds, () =>
    world.holds(iam) ? iamRooms.iamReports().grantedPermissions(world) : [],
  )
}

function kindsOf(
  coverage: ServiceCoverage,
  world: World,
  state: unknown,
  records: readonly JournalRecord[],
): CoveredKind[] {
  const counts = countUses(coverage, records)
  const defined = coverage.defined(state, world)
  return Object.entries(coverage.kinds).map(([plural, singular]) => ({
    plural,
    singular,
    uses: defined
      .filter(({ kind }) => kind === plural)
      .map(({ name, key = name, generation }) => ({
        name,
        uses: counts.get(keyOf(plural, key)) ?? 0,
        generation,
      }))
      .filter(({ uses, generation }) => uses > 0 || !isStale({ generation }, world))
      .map(({ name, uses }) => ({ name, uses })),
  }))
}

function countUses(
  coverage: ServiceCoverage,
  records: readonly JournalRecord[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const record of records) {
    for (const { kind, name } of coverage.usedBy(record)) {
      const key = keyOf(kind, name)
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  return counts
}

const keyOf = (kind: string, name: string): string => `${kind} ${name}`
