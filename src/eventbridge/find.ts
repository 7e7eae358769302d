/** Finds and keeps buses and rules. */
import type { World } from '../core/world/world.ts'
import * as errors from './errors.ts'
import {
  withRule,
  withRules,
  type EventBridgeState,
  type StoredBus,
  type StoredRule,
} from './state.ts'
import { busNameOf } from './buses/names.ts'

/** Throws ResourceNotFoundException if the bus does not exist. */
export function findBus(
  { buses }: EventBridgeState,
  world: World,
  nameOrArn: string | undefined,
): StoredBus {
  const name = busNameOf(world, nameOrArn)
  const bus = buses.get(name)
  if (!bus) throw errors.busNotFound(name)
  return bus
}

/** Throws ResourceNotFoundException if the rule does not exist. */
export function findRule(bus: StoredBus, name: string): StoredRule {
  const rule = bus.rules.get(name)
  if (!rule) throw errors.ruleNotFound(name, bus.name)
  return rule
}

export const keepRule = (state: EventBridgeState, bus: StoredBus, rule: StoredRule): void =>
  void state.buses.set(bus.name, withRules(bus, withRule(bus.rules, rule)))
