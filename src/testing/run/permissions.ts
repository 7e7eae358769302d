/** The IAM actions that calls need. */
import type { CallRecord, JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'

/** Returns each action once for each call that needs it. */
export function* permissionsOf(world: World, records: readonly JournalRecord[]): Iterable<string> {
  const services = new Map(world.services.map((service) => [service.id, service]))
  for (const record of records) {
    if (record.kind !== 'call') continue
    const { service: id, operation, input } = record as CallRecord
    const service = services.get(id)
    // A stub answers operations that are not simulated.
    if (!service || !world.holds(service)) continue
    yield* actionsOf(() => service.room().operations[operation]?.access?.(input, world) ?? [])
  }
}

function actionsOf(access: () => readonly { readonly action: string }[]): ReadonlySet<string> {
  try {
    return new Set(access().map(({ action }) => action))
  } catch {
    // An input that the operation refused: it names no resource.
    return new Set()
  }
}
