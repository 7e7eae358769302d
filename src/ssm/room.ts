import type { ServiceRoom } from '../core/world/world.ts'
import { errorStatusesOf } from '../model/index.ts'
import { SSM_MODEL } from './api/model.ts'
import { operations } from './operations/index.ts'
import { endTimers, setTimers } from './operations/policy-timers.ts'
import { rooms } from './rooms.ts'
import { createState, forkState, resetState, shiftState, type SsmState } from './state.ts'

/** Parameter Store, as a region runs it. */
export const room: ServiceRoom<SsmState> = {
  operations,
  get errors() {
    return errorStatusesOf(SSM_MODEL)
  },
  coverage: {
    kinds: { parameters: 'parameter' },
    defined: ({ parameters }) =>
      [...parameters.values()].map(({ name, generation }) => ({
        kind: 'parameters',
        name,
        generation,
      })),
    usedBy(record) {
      if (record.kind !== 'call' || Reflect.get(record, 'service') !== 'ssm') return []
      const names = namesIn(Reflect.get(record, 'output'))
      return names.map((name) => ({ kind: 'parameters', name }))
    },
  },
  resourceOf: (_operation, { Name }: { readonly Name?: string }) =>
    // `/shop/table:3` is about `/shop/table`.
    Name?.startsWith('arn:') ? Name.split(':parameter')[1]?.split(':')[0] : Name?.split(':')[0],
  get resourceTypes() {
    return rooms.ssmTemplates().resourceTypes
  },
  createState,
  forkState(state, into) {
    const forked = forkState(state)
    setTimers(into, forked)
    return forked
  },
  resetState(state, world) {
    resetState(state)
    setTimers(world, state)
  },
  endState: endTimers,
  shiftState(state, world, milliseconds) {
    shiftState(state, world, milliseconds)
    setTimers(world, state)
  },
}

interface Named {
  readonly Name?: string
}

/** The names of the parameters that an answer shows. */
export function namesIn(output: unknown): string[] {
  const { Parameter, Parameters = [] } = (output ?? {}) as {
    readonly Parameter?: Named
    readonly Parameters?: readonly Named[]
  }
  return [...(Parameter ? [Parameter] : []), ...Parameters].flatMap(({ Name }) => Name ?? [])
}
