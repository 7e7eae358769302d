/** Carries out the policies of parameters on the clock. */
import type { World } from '../../core/world/world.ts'
import { ssm } from '../service.ts'
import { latestOf, type SsmState, type StoredParameter } from '../state.ts'
import { announceChange, announcePolicy } from './announce.ts'

/** When the next policy of a parameter is due. */
const nextDue = (parameter: StoredParameter): number =>
  Math.min(
    ...latestOf(parameter)
      .policies.filter(({ isFinished }) => !isFinished)
      .map(({ dueAt }) => dueAt),
  )

/** Sets the timer of what a parameter's policies do next, or removes it. */
export function setTimer(world: World, state: SsmState, name: string): void {
  world.clock.cancel(state.timers.get(name))
  state.timers.delete(name)
  const parameter = state.parameters.get(name)
  const dueAt = parameter ? nextDue(parameter) : Infinity
  if (dueAt === Infinity) return
  const run = (): void => {
    // A snapshot keeps a copy of the state, whose timers must do nothing.
    if (world.state(ssm) !== state) return
    state.timers.delete(name)
    carryOut(world, state, name)
    setTimer(world, state, name)
  }
  const delay = Math.max(0, dueAt - world.clock.now())
  state.timers.set(name, world.clock.schedule(delay, run, 'upkeep'))
}

function carryOut(world: World, state: SsmState, name: string): void {
  const parameter = state.parameters.get(name)
  if (!parameter) return
  const now = world.clock.now()
  const latest = latestOf(parameter)
  const isDue = ({ isFinished, dueAt }: (typeof latest.policies)[number]): boolean =>
    !isFinished && dueAt <= now
  const due = latest.policies.filter(isDue)
  const policies = latest.policies.map((each) =>
    isDue(each) ? { ...each, isFinished: true } : each,
  )
  const versions = [...parameter.versions.slice(0, -1), { ...latest, policies }]
  state.parameters.set(name, { ...parameter, versions })
  for (const policy of due) announcePolicy(world, parameter, policy)
  if (!due.some(({ type }) => type === 'Expiration')) return
  state.parameters.delete(name)
  announceChange(world, world.journal.root, 'Delete', parameter)
}

/** Sets all timers, for a fork and after a reset. */
export function setTimers(world: World, state: SsmState): void {
  endTimers(state, world)
  for (const name of [...state.timed.keys()]) setTimer(world, state, name)
}

export function endTimers({ timers }: SsmState, { clock }: World): void {
  for (const timer of timers.values()) clock.cancel(timer)
  timers.clear()
}
