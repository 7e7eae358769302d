/** Applies UpdateTable to a table's settings, with the checks that need the table. */
import type { World } from '../../core/world/world.ts'
import { buildEncryption, optional, toOnDemand, toThroughput, toWarm } from './build-definition.ts'
import { asksForKey, checkTableClass } from './check-settings.ts'
import { INITIAL_ON_DEMAND, noThroughputOnDemand, onDemandOutOfRange } from './check-throughput.ts'
import {
  isSameDay,
  type IndexDefinition,
  type TableDefinition,
  type Throughput,
  type Units,
} from './definition.ts'
import { invalidParameter, validation } from '../errors.ts'
import { rooms } from '../rooms.ts'
import { DAILY_DECREASES, SWITCHES_TO_ON_DEMAND } from '../limits.ts'
import { tooManyDecreases, tooManySwitches } from './errors.ts'
import type { OnDemandInput, ThroughputInput, UpdateTableRequest, WarmInput } from './requests.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/**
 * Returns the definition with the request's settings. update-indexes.ts changes indexes and
 * streams/switch-stream.ts changes streams.
 */
export function updateSettings(
  definition: TableDefinition,
  request: UpdateTableRequest,
  world: World,
): TableDefinition {
  const now = world.clock.now()
  const switched = switchBilling(definition, request, now)
  const tableClass = checkTableClass(request.TableClass)
  return {
    ...switched,
    ...changeOnDemand(switched, request.OnDemandThroughput),
    ...optional('warm', changeWarm(switched, request.WarmThroughput)),
    ...(request.DeletionProtectionEnabled !== undefined && {
      deletionProtection: request.DeletionProtectionEnabled,
    }),
    // AWS (measured, 2026): STANDARD of a table that never had a class changes nothing.
    ...(tableClass &&
      (tableClass !== 'STANDARD' || definition.tableClass) && {
        tableClass: { name: tableClass, updatedAt: now },
      }),
    ...changeEncryption(definition, request, world),
  }
}

function switchBilling(
  definition: TableDefinition,
  { BillingMode, ProvisionedThroughput, GlobalSecondaryIndexUpdates }: UpdateTableRequest,
  now: number,
): TableDefinition {
  const mode = BillingMode ?? definition.billingMode
  const switches = mode !== definition.billingMode
  if (mode === 'PAY_PER_REQUEST') {
    if (ProvisionedThroughput) throw noThroughputOnDemand()
    if (!switches) return definition
    return {
      ...definition,
      billingMode: mode,
      onDemandSince: now,
      switchedToOnDemand: withSwitch(definition, now),
      throughput: { ...NO_UNITS, decreasesToday: definition.throughput.decreasesToday },
      warm: warmOf(definition, definition.throughput),
      // Recorded by a peer: the switch counts as a decrease of each index.
      indexes: definition.indexes.map((index) => toOnDemandIndex(index, definition, now)),
    }
  }
  if (!ProvisionedThroughput) return definition
  if (!switches) {
    return {
      ...definition,
      throughput: changeTableThroughput(definition, ProvisionedThroughput, now),
    }
  }
  if (definition.vectorIndexes.length > 0) throw rooms.vectors().onDemandOnly()
  checkAllIndexesProvisioned(definition, GlobalSecondaryIndexUpdates ?? [])
  const { onDemand: _, ...rest } = definition
  return {
    ...rest,
    billingMode: mode,
    throughput: { ...toThroughput(ProvisionedThroughput), lastIncreaseAt: now },
    warm: warmOf(definition, INITIAL_ON_DEMAND),
    indexes: definition.indexes.map(({ onDemand: _peak, ...index }) => index),
  }
}

function withSwitch({ switchedToOnDemand }: TableDefinition, now: number): readonly number[] {
  const today = switchedToOnDemand?.filter((at) => at > now - DAY_MS) ?? []
  const [first = now] = today
  if (today.length >= SWITCHES_TO_ON_DEMAND) {
    throw tooManySwitches(today[today.length - 1] ?? now, first + DAY_MS)
  }
  return [...today, now]
}

const NO_UNITS = { read: 0, write: 0 } as const

/** Warm throughput never decreases. */
const warmOf = ({ warm }: Pick<TableDefinition, 'warm'>, units: Units): Units => ({
  read: Math.max(warm?.read ?? 0, units.read ?? 0),
  write: Math.max(warm?.write ?? 0, units.write ?? 0),
})

function toOnDemandIndex(
  index: IndexDefinition,
  _definition: TableDefinition,
  now: number,
): IndexDefinition {
  if (index.kind === 'local') return index
  const { throughput } = index
  return {
    ...index,
    warm: warmOf(index, throughput ?? NO_UNITS),
    throughput: {
      ...NO_UNITS,
      decreasesToday: (throughput?.decreasesToday ?? 0) + 1,
      lastDecreaseAt: now,
    },
  }
}

// AWS (measured, 2026): DDB-TABLE-152
function checkAllIndexesProvisioned(
  { indexes }: TableDefinition,
  updates: NonNullable<UpdateTableRequest['GlobalSecondaryIndexUpdates']>,
): void {
  const provisioned = new Set(
    updates.flatMap(({ Update, Delete }) =>
      Update?.ProvisionedThroughput ? [Update.IndexName] : Delete ? [Delete.IndexName] : [],
    ),
  )
  const missing = indexes.filter(({ kind, name }) => kind === 'global' && !provisioned.has(name))
  if (missing.length > 0) {
    throw invalidParameter(
      `ProvisionedThroughput must be specified for index: ${missing.map(({ name }) => name).join(',')}`,
    )
  }
}

function changeTableThroughput(
  { throughput }: TableDefinition,
  input: ThroughputInput,
  now: number,
): Throughput {
  const { ReadCapacityUnits: read, WriteCapacityUnits: write } = input
  if (read === throughput.read && write === throughput.write) {
    throw unchanged('the table', throughput, input)
  }
  return changeThroughput(throughput, input, now)
}

/** The error of a change to the current values. `of` is `the table` or the name of an index. */
export const unchanged = (
  of: string,
  { read, write }: Throughput,
  input: ThroughputInput,
): Error => {
  const name = of === 'the table' ? of : `the index ${of}`
  return validation(
    `The provisioned throughput for ${name} will not change. The requested value equals the current value. ` +
      `Current ReadCapacityUnits provisioned for ${name}: ${read}. Requested ReadCapacityUnits: ${input.ReadCapacityUnits}. ` +
      `Current WriteCapacityUnits provisioned for ${name}: ${write}. Requested WriteCapacityUnits: ${input.WriteCapacityUnits}. ` +
      'Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.',
  )
}

/** Sets the units, the times of the changes, and the number of decreases in the current UTC day. */
export function changeThroughput(
  old: Throughput,
  { ReadCapacityUnits: read, WriteCapacityUnits: write }: ThroughputInput,
  now: number,
): Throughput {
  const increases = read > old.read || write > old.write
  const decreases = read < old.read || write < old.write
  const sameDay = isSameDay(old.lastDecreaseAt ?? 0, now)
  if (decreases && sameDay) checkDecreases(old, now)
  return {
    ...old,
    read,
    write,
    ...(increases && { lastIncreaseAt: now }),
    ...(decreases && { lastDecreaseAt: now }),
    decreasesToday: (sameDay ? old.decreasesToday : 0) + (decreases ? 1 : 0),
  }
}

function checkDecreases({ decreasesToday, lastDecreaseAt = 0 }: Throughput, now: number): void {
  if (decreasesToday < DAILY_DECREASES || now - lastDecreaseAt >= HOUR_MS) return
  throw tooManyDecreases(decreasesToday, lastDecreaseAt, lastDecreaseAt + HOUR_MS)
}

/** Changes the on-demand maximums. -1 removes a maximum. */
function changeOnDemand(
  definition: TableDefinition,
  input: OnDemandInput | undefined,
): Pick<TableDefinition, 'onDemand'> {
  const merged = mergePeaks(definition.onDemand, input, definition.billingMode)
  return merged ? { onDemand: merged } : {}
}

/** The new maximums of a table or of the given index. Undefined when the request has none. */
export function mergePeaks(
  old: Units | undefined,
  input: OnDemandInput | undefined,
  billingMode: string,
  index?: string,
): Units | undefined {
  const asked = toOnDemand(input)
  if (!input || !asked) return undefined
  for (const unit of ['MaxReadRequestUnits', 'MaxWriteRequestUnits'] as const) {
    if (input[unit] !== undefined && billingMode === 'PROVISIONED') {
      const place = index === undefined ? '' : ` for index : ${index}`
      throw invalidParameter(
        `${unit} for OnDemandThroughput${place} cannot be specified when the table BillingMode is PROVISIONED`,
      )
    }
  }
  for (const unit of ['MaxReadRequestUnits', 'MaxWriteRequestUnits'] as const) {
    const value = input[unit]
    if (value !== undefined && (value === 0 || value < -1)) throw onDemandOutOfRange(unit, index)
  }
  return { ...old, ...asked }
}

function changeWarm(definition: TableDefinition, input: WarmInput | undefined): Units | undefined {
  const least =
    definition.billingMode === 'PAY_PER_REQUEST' ? INITIAL_ON_DEMAND : definition.throughput
  return mergeWarm(warmOf(definition, least), input)
}

/**
 * The new warm throughput of a table or of the given index. Undefined when the request has none.
 */
export function mergeWarm(
  current: Units,
  input: WarmInput | undefined,
  index?: string,
): Units | undefined {
  const asked = toWarm(input)
  if (!asked) return undefined
  for (const part of ['read', 'write'] as const) {
    const value = asked[part]
    if (value === undefined || value >= (current[part] ?? 0)) continue
    const unit = part === 'read' ? 'ReadUnitsPerSecond' : 'WriteUnitsPerSecond'
    throw invalidParameter(
      `Requested ${unit} for WarmThroughput for ${index === undefined ? 'table' : `index ${index}`} is lower than current WarmThroughput, decreasing WarmThroughput is not supported`,
    )
  }
  return { ...current, ...asked }
}

// AWS (measured, 2026): DDB-TABLE-082
function changeEncryption(
  { encryption }: TableDefinition,
  { SSESpecification }: UpdateTableRequest,
  world: World,
): Pick<TableDefinition, 'encryption'> {
  if (!SSESpecification) return {}
  if (!asksForKey(SSESpecification)) {
    if (!encryption) throw invalidParameter('Table is already encrypted by default')
    // NOTE: the explicit undefined removes the key when the caller spreads this result.
    return { encryption: undefined }
  }
  if (encryption && SSESpecification.KMSMasterKeyId === encryption.keyArn) {
    throw invalidParameter(
      'Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to change Master Key',
    )
  }
  return optional('encryption', buildEncryption(SSESpecification, 'UpdateTable', world))
}
