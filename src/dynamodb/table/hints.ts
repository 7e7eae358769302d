/**
 * What the test author most likely meant, where AWS's answer alone does not tell. Looked at only after an operation refused, so that
 * calls that succeed pay nothing for it.
 */
import { didYouMean, isServiceError, MisuseError, type ServiceError } from '../../core/errors.ts'
import { kindOf } from '../errors.ts'
import type { CallSite } from '../values/marshal.ts'
import { worldOf, type TableHandle } from './access.ts'
import type { Input } from './options.ts'
import { findTable, type TableState, stateIn } from '../state/state.ts'
import { keyNames } from '../schema/definition.ts'
import type { Item } from '../values/values.ts'

/** The error to throw for an operation's refusal: a MisuseError where the slip is plain, else AWS's error as it is. */
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
    keySlip(table, input.Key as Item | undefined, error, site) ??
    indexSlip(table, input.IndexName, site) ??
    conditionSlip(table, conditions, input.IndexName, site) ??
    error
  )
}

function keySlip(
  { definition }: TableState,
  key: Item | undefined,
  error: ServiceError,
  { caller }: CallSite,
): MisuseError | undefined {
  if (!key || kindOf(error) !== 'keyMismatch') return undefined
  const expected = keyNames(definition.key)
  const given = Object.keys(key)
  const missing = expected.filter((name) => !given.includes(name))
  const extra = given.filter((name) => !expected.includes(name))
  // With the right names only the types can be wrong: AWS's answer.
  if (missing.length === 0 && extra.length === 0) return undefined
  const faults = [
    missing.length > 0 && `it lacks ${missing.join(' and ')}`,
    extra.length > 0 && `${extra.join(' and ')} ${extra.length > 1 ? 'are' : 'is'} no part of it`,
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
  const known = definition.indexes.map(({ name }) => name)
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
      `${caller}: ${odd} is no key attribute of ${where}.`,
      `${keys.join(', ')}, and other attributes in a filter`,
      didYouMean(odd, keys) ?? slip,
    )
  }
  const missing = (target ?? definition).key.partition.find(({ name }) => !(name in conditions))
  if (!missing) return undefined
  return new MisuseError(
    `${caller}: there is no condition on ${missing.name}, the partition key of ${where}.`,
    `a value for it: { ${missing.name}: ... }`,
  )
}
