/** Which definitions calls use, for `region.coverage()`. */
import type { CallRecord } from '../journal.ts'
import type { ServiceCoverage } from './world.ts'

/**
 * Returns `usedBy` for a service whose calls each name the resource that they use.
 *
 * @param uses Whether an operation uses the resource. One that creates it does not.
 */
export const usedByCalls =
  (
    service: string,
    kind: string,
    uses: (operation: string) => boolean,
  ): ServiceCoverage['usedBy'] =>
  (record) => {
    if (record.kind !== 'call') return []
    const call = record as CallRecord
    if (call.service !== service || !uses(call.operation)) return []
    return call.resource === undefined ? [] : [{ kind, name: call.resource }]
  }
