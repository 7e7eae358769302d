/**
 * Finds the services whose calls can fail by plan: simulated services, and services with a stub.
 */
import type { FaultTargets } from '../core/planned/fault-options.ts'
import type { Stubs } from '../core/planned/stubs.ts'
import type { Service } from '../core/world/world.ts'

export interface FaultTarget {
  /** The service's id, for any spelling. */
  readonly id: string
  /** Undefined: only the simulated services. */
  readonly targets: FaultTargets | undefined
}

/** Packages have hyphens where namespaces have none: `bedrock-runtime`. */
const letters = (service: unknown): string => String(service).replaceAll(/[\s-]/g, '').toLowerCase()

const stubbedOperations = ({ operations }: Stubs, service: string): Record<string, true> =>
  Object.fromEntries(
    operations.filter((each) => each.service === service).map(({ name }) => [name, true] as const),
  )

export function faultTarget(
  services: readonly Service[],
  stubs: Stubs,
  service: string,
): FaultTarget {
  const simulated = services.map((each) => ({
    id: each.id,
    room() {
      const { operations, errors } = each.room()
      return {
        operations: { ...operations, ...stubbedOperations(stubs, each.id) },
        ...(errors && { errors }),
      }
    },
  }))
  const others = stubs.operations
    .map((each) => each.service)
    .filter((id, at, ids) => ids.indexOf(id) === at && !services.some((each) => each.id === id))
  const stubbed = others.map((id) => ({
    id,
    room: () => ({ operations: stubbedOperations(stubs, id) }),
  }))
  const targets = [...simulated, ...stubbed]
  const exact = targets.some(({ id }) => id === service)
  const spelt = exact ? undefined : targets.find(({ id }) => letters(id) === letters(service))
  return { id: spelt?.id ?? service, targets }
}
