/** The handle of a rule, which `bus.rule` returns. */
import { Reaction, type ReactionDescription } from '../../core/handles/reaction.ts'
import type { World } from '../../core/world/world.ts'
import { findRule, keepRule } from '../find.ts'
import { DEFAULT_BUS, ruleForm } from '../buses/names.ts'
import { eventbridge } from '../service.ts'
import { setTimer } from '../timers.ts'
import { withoutRule, withRules, type StoredBus, type StoredRule } from '../state.ts'

/** The rules of one bus, whose name is a part of their ARNs. */
function rulesOf(bus: string): ReactionDescription {
  const busIn = (world: World): StoredBus | undefined => world.state(eventbridge).buses.get(bus)
  const change = (world: World, name: string, edit: (rule: StoredRule) => StoredRule): void => {
    const stored = busIn(world)
    if (!stored) return
    const state = world.state(eventbridge)
    keepRule(state, stored, edit(findRule(stored, name)))
    if (bus === DEFAULT_BUS) setTimer(world, state, name)
  }
  return {
    kind: 'rule',
    noun: 'a rule',
    arn: ruleForm(bus),
    open: (world, { name }) => openRule(world, bus, name),
    exists: (world, name) => busIn(world)?.rules.has(name) ?? false,
    isEnabled: (world, name) => busIn(world)?.rules.get(name)?.state !== 'DISABLED',
    setEnabled: (world, name, isEnabled) =>
      change(world, name, (rule) => ({ ...rule, state: isEnabled ? 'ENABLED' : 'DISABLED' })),
    delete(world, name) {
      const stored = busIn(world)
      if (!stored) return
      const state = world.state(eventbridge)
      state.buses.set(bus, withRules(stored, withoutRule(stored.rules, name)))
      if (bus === DEFAULT_BUS) setTimer(world, state, name)
    },
  }
}

export const openRule = (world: World, bus: string, name: string): Reaction =>
  new Reaction(rulesOf(bus), world, name)
