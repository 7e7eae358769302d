import type { World } from '../../core/world/world.ts'
import type { Replica, Transition } from '../schema/definition.ts'
import type { UpdateTableRequest } from '../schema/requests.ts'
import { describeTable } from '../state/describe-table.ts'
import type { TableState } from '../state/state.ts'

const NEVER: Transition['until'] = Infinity

/**
 * The description in the answer of an UpdateTable about replicas, with the changes that it began.
 * AWS: API_ReplicaDescription.html (ReplicaStatus)
 */
export function describeUpdate(
  table: TableState,
  { ReplicaUpdates: updates = [] }: UpdateTableRequest,
  world: World,
): Readonly<Record<string, unknown>> {
  const { definition } = table
  const { replication } = definition
  const begun = new Map<string, Transition>()
  for (const { Create, Update, Delete } of updates) {
    const action = Create ?? Update ?? Delete
    const status = Create ? 'CREATING' : Update ? 'UPDATING' : 'DELETING'
    if (action) begun.set(action.RegionName, { status, until: NEVER })
  }
  const known = replication?.replicas ?? [{ region: world.options.region }]
  const present = new Set(known.map(({ region }) => region))
  const gone = [...begun.keys()].filter((region) => !present.has(region))
  const replicas = [...known, ...gone.map((region): Replica => ({ region }))].map((replica) => {
    const transition = begun.get(replica.region)
    return transition ? { ...replica, transition } : replica
  })
  const shown = {
    ...definition,
    transition: { status: 'UPDATING', until: NEVER } as const,
    replication: { consistency: 'EVENTUAL', ...replication, replicas } as const,
  }
  return describeTable({ ...table, definition: shown }, world.clock.now())
}
