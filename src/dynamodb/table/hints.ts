/**
 * Recognizes likely mistakes of the test author where AWS's error alone does not show them. This
 * code runs only after an operation has failed, so successful calls do not spend time on it.
 */
import { didYouMean, isServiceError, MisuseError, type ServiceError } from '../../core/errors.ts'
import { detailOf, kindOf } from '../errors.ts'
import { marshalledSlip } from './marshalled.ts'
import type { CallSite } from '../values/marshal.ts'
import type { Item } from '../values/values.ts'
import { worldOf, type TableHandle } from './access.ts'
import type { Input } from './options.ts'
import { findTable, type TableState, stateIn } from '../state/state.ts'
import { keyNames } from '../schema/definition.ts'

/** Returns a MisuseError where the mistake is clear, otherwise AWS's error unchanged. */
export function explain(
  handle: TableHandle,
  error: unknown,
  input: Input,
  site: CallSite,
  conditions?: unknown,
): unknown {
  if (!isServiceError(error) || error.code !== 'ValidationException') return error
  const table = findTable(stateIn(worldOf(handle)), handle.name)
  if (!table) return error
  return (
    marshalledItem(error, input, site) ??
    keySlip(table, input.Key, error, site) ??
    indexSlip(table, input.IndexName, site) ??
    conditionSlip(table, conditions, input.IndexName, site) ??
    error
  )
}

const NO_ITEM: Item = {}

function marshalledItem(
  error: ServiceError,
  { Item: item, Key: key }: Input,
  { caller }: CallSite,
): MisuseError | undefined {
  const slip = marshalledSlip((item ?? key ?? NO_ITEM) as Item)
  return slip === undefined
    ? undefined
    : new MisuseError(`${caller}: ${detailOf(error)}`, undefined, slip)
}

function keySlip(
  { definition }: TableState,
  key: unknown,
  error: ServiceError,
  { caller }: CallSite,
): MisuseError | undefined {
  if (typeof key !== 'object' || key === null || kindOf(error) !== 'keyMismatch') return undefined
  const expected = keyNames(definition.key)
  const given = Object.keys(key)
  const missing = expected.filter((name) => !given.includes(name))
  const extra = given.filter((name) => !expected.includes(name))
  // The names are right, so a type is wrong: AWS's error says so.
  if (missing.length === 0 && extra.length === 0) return undefined
  const faults = [
    missing.length > 0 && `it lacks ${missing.join(' and ')}`,
    extra.length > 0 &&
      `${extra.join(' and ')} ${extra.length > 1 ? 'are not key attributes' : 'is not a key attribute'}`,
  ]
  return new MisuseError(
    `${caller}: ${error.message}: ${faults.filter(Boolean).join(', and ')}.`,
    `a key of ${expected.join(' and ')}`,
    extra[0] === undefined ? undefined : didYouMean(extra[0], missing),
  )
}

function indexSlip(
  { definition }: TableState,
  index: unknown,
  { caller }: CallSite,
): MisuseError | undefined {
  const known = [...definition.indexes, ...definition.vectorIndexes].map(({ name }) => name)
  if (typeof index !== 'string' || known.includes(index)) return undefined
  return new MisuseError(
    `${caller}: ${definition.name} has no index '${index}'.`,
    known.length > 0 ? `one of ${known.join(', ')}` : 'a table with an index',
    didYouMean(index, known),
  )
}

function conditionSlip(
  { definition }: TableState,
  conditions: unknown,
  index: unknown,
  { caller }: CallSite,
): MisuseError | undefined {
  if (typeof conditions !== 'object' || conditions === null) return undefined
  const target = definition.indexes.find(({ name }) => name === index)
  const keys = keyNames((target ?? definition).key)
  const where = target ? `the index ${target.name}` : `the table ${definition.name}`
  const odd = Object.keys(conditions).find((name) => !keys.includes(name))
  if (odd !== undefined) {
    const other = definition.indexes.find(({ key }) => keyNames(key).includes(odd))
    const slip = other && other !== target ? `Did you mean { index: '${other.name}' }?` : undefined
    return new MisuseError(
      `${caller}: ${odd} is not a key attribute of ${where}.`,
      `${keys.join(', ')}, and other attributes in a filter`,
      didYouMean(odd, keys) ?? slip,
    )
  }
  const missing = (target ?? definition).key.partition.find(({ name }) => !(name in conditions))
  if (!missing) return undefined
  return new MisuseError(
    `${caller}: the conditions lack ${missing.name}, the partition key of ${where}.`,
    `a value for the partition key: { ${missing.name}: ... }`,
  )
}
