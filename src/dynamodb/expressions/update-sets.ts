/** The sums, unions and differences of ADD and DELETE. */
import { toLatin1 } from '../values/compare.ts'
import { validation } from '../errors.ts'
import { incorrectOperandDataType } from './errors.ts'
import { addNumbers } from '../values/numbers.ts'
import type { AttributeValue, Binary } from '../values/values.ts'

const mismatch = (legacy: boolean): Error =>
  legacy ? validation('Type mismatch for attribute to update') : incorrectOperandDataType()

/** The value of an attribute after ADD. */
export function addTo(
  existing: AttributeValue | undefined,
  value: AttributeValue,
  legacy: boolean,
): AttributeValue {
  if (existing === undefined) return value
  if ('N' in existing && 'N' in value) return { N: addNumbers(existing.N, value.N) }
  if ('SS' in existing && 'SS' in value) return { SS: union(existing.SS, value.SS, identity) }
  if ('NS' in existing && 'NS' in value) return { NS: union(existing.NS, value.NS, identity) }
  if ('BS' in existing && 'BS' in value) return { BS: union(existing.BS, value.BS, toLatin1) }
  if ('L' in existing && 'L' in value) return { L: [...existing.L, ...value.L] }
  throw mismatch(legacy)
}

/** The value of an attribute after DELETE. Undefined if the set is empty. */
export function deleteFrom(
  existing: AttributeValue,
  value: AttributeValue,
  legacy: boolean,
): AttributeValue | undefined {
  if ('SS' in existing && 'SS' in value) {
    const SS = difference(existing.SS, value.SS, identity)
    return SS.length > 0 ? { SS } : undefined
  }
  if ('NS' in existing && 'NS' in value) {
    const NS = difference(existing.NS, value.NS, identity)
    return NS.length > 0 ? { NS } : undefined
  }
  if ('BS' in existing && 'BS' in value) {
    const BS = difference(existing.BS, value.BS, toLatin1)
    return BS.length > 0 ? { BS } : undefined
  }
  throw mismatch(legacy)
}

const identity = (text: string): string => text

function union<Element extends string | Binary>(
  existing: readonly Element[],
  added: readonly Element[],
  keyOf: (element: Element) => string,
): Element[] {
  const known = new Set(existing.map(keyOf))
  return [...existing, ...added.filter((element) => !known.has(keyOf(element)))]
}

function difference<Element extends string | Binary>(
  existing: readonly Element[],
  deleted: readonly Element[],
  keyOf: (element: Element) => string,
): Element[] {
  const gone = new Set(deleted.map(keyOf))
  return existing.filter((element) => !gone.has(keyOf(element)))
}
