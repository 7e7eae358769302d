import { usedByCalls } from '../core/world/uses.ts'
import type { ServiceRoom } from '../core/world/world.ts'
import { groupNameIn } from './groups/names.ts'
import { rooms } from './rooms.ts'
import { createState, forkState, resetState, type LogsState } from './state.ts'

/** CloudWatch Logs, as a region runs it. */
export const room: ServiceRoom<LogsState> = {
  get operations() {
    return rooms.logsOperations().operations
  },
  get matchers() {
    return { ...rooms.logsMatchers() }
  },
  get errors() {
    return rooms.logsOperations().errors()
  },
  get metrics() {
    return rooms.logsMetrics().metrics
  },
  coverage: {
    kinds: { logGroups: 'log group' },
    defined: ({ groups }) =>
      Array.from(groups.values()).map(({ name, generation }) => ({
        kind: 'logGroups',
        name,
        generation,
      })),
    usedBy: usedByCalls('logs', 'logGroups', (operation) => USES.has(operation)),
  },
  resourceOf(_operation, { logGroupName, logGroupIdentifier, resourceArn }: GroupNames) {
    const name = logGroupName ?? logGroupIdentifier ?? resourceArn
    return typeof name === 'string' ? groupNameIn(name) : undefined
  },
  get resourceTypes() {
    return rooms.logsTemplates().resourceTypes
  },
  createState,
  forkState,
  resetState,
  endState: ({ pump }) => pump.end(),
  shiftState: ({ pump }, _world, milliseconds) => pump.shift(milliseconds),
}

/** A group that is only created and described counts as unused. */
const USES = new Set(['PutLogEvents', 'GetLogEvents', 'FilterLogEvents'])

/** The members of inputs that name a group, before any check. */
interface GroupNames {
  readonly logGroupName?: unknown
  readonly logGroupIdentifier?: unknown
  readonly resourceArn?: unknown
}
