/** Services whose calls can meet a planned fault: simulated ones, and those that a stub answers for. */
import type { FaultTargets } from '../core/fault-options.ts'
import type { World } from '../core/world.ts'

export interface FaultTarget {
  /** The service's id, however it was spelt. */
  readonly id: string
  /** Undefined: the simulated services alone. */
  readonly targets: FaultTargets | undefined
}

/** Packages spell with hyphens what namespaces spell without: `bedrock-runtime`. */
const letters = (service: unknown): string => String(service).replaceAll(/[\s-]/g, '').toLowerCase()

export function faultTarget({ services, stubs }: World, service: string): FaultTarget {
  if (!stubs) return { id: service, targets: undefined }
  const stubbed = new Map<string, Record<string, unknown>>()
  for (const { service: id, name } of stubs.operations) {
    stubbed.set(id, { ...stubbed.get(id), [name]: true })
  }
  const simulated = services.map(({ id, room }) => ({
    id,
    room: () => ({ operations: { ...room().operations, ...stubbed.get(id) } }),
  }))
  const others = [...stubbed]
    .filter(([id]) => !services.some((each) => each.id === id))
    .map(([id, operations]) => ({ id, room: () => ({ operations }) }))
  const targets = [...simulated, ...others]
  const named = stubs.operations.find((each) => letters(each.service) === letters(service))
  const isKnown = targets.some(({ id }) => id === service)
  return { id: isKnown ? service : (named?.service ?? service), targets }
}
