/**
 * Restores a backup or a point in time to a new table.
 * AWS (measured, 2026): DDB-TABLE-215, 216, 219, 273, 279, 280, 281.
 */
import type { World } from '../../core/world/world.ts'
import {
  buildEncryption,
  optional,
  tableArn,
  toOnDemand,
  toThroughput,
  transitionOf,
} from '../schema/build-definition.ts'
import { checkEncryption } from '../schema/check-settings.ts'
import type { IndexDefinition, RestoreSummary, TableDefinition } from '../schema/definition.ts'
import { describeRestoredTable } from '../state/describe-table.ts'
import { statusAt, withUsedAttributes } from '../schema/definition.ts'
import { missingParameter, validation } from '../errors.ts'
import { tableNamed } from '../state/existing-table.ts'
import { checkTableCount, checkThroughputQuotas } from '../state/quotas.ts'
import { addTable, type DynamoDbState } from '../state/state.ts'
import { alignIndexes } from '../storage/content.ts'
import { cloneContent, type TableContent } from '../storage/table.ts'
import { memberNotMatching } from '../api/member-refusal.ts'
import { targetExists, targetInUse } from './errors.ts'
import { rooms } from '../rooms.ts'
import {
  checkOverrides,
  overrideIndexes,
  overrideVectorIndexes,
  type RestoreOverrides,
} from './restore-overrides.ts'

const NAME = '[a-zA-Z0-9_.-]+'

/** AWS (measured, 2026): DDB-TABLE-457, DDB-TABLE-100 */
export function checkTarget(name: string | undefined): asserts name is string {
  if (name === undefined) {
    throw validation(missingParameter('TableName'))
  }
  if (name.length < 3 || name.length > 255) {
    throw validation('TableName must be at least 3 characters long and at most 255 characters long')
  }
  if (!new RegExp(`^${NAME}$`).test(name)) {
    throw memberNotMatching('targetTableName', name, NAME)
  }
}

export interface Restore {
  readonly target: string
  readonly source: TableDefinition
  readonly content: TableContent
  readonly overrides: RestoreOverrides
  readonly summary: RestoreSummary
  /** The ARN of the source, for errors. */
  readonly sourceArn: string
  readonly operation: string
}

/** Creates the table and returns its description. */
export function restoreTable(state: DynamoDbState, restore: Restore, world: World): object {
  checkOverrides(restore.source, restore.overrides)
  checkEncryption(restore.overrides.SSESpecificationOverride)
  checkFree(state, restore, world)
  const definition = buildRestored(restore, world)
  checkTableCount(state)
  checkThroughputQuotas(state, definition)
  const table = addTable(state, definition, world)
  const { items, indexes, vectors } = cloneContent(restore.content)
  table.items = items
  // Indexes with the same name and key are copied. Renamed indexes are rebuilt.
  const kept = new Map(restore.source.indexes.map((index) => [index.name, index]))
  table.indexes = new Map(
    [...indexes].filter(([name]) => {
      const index = definition.indexes.find((each) => each.name === name)
      return index !== undefined && index.key === kept.get(name)?.key
    }),
  )
  const schemas = new Map(restore.source.vectorIndexes.map(({ name, schema }) => [name, schema]))
  table.vectors = new Map(
    [...vectors].filter(([name]) =>
      definition.vectorIndexes.some(
        (index) => index.name === name && index.schema === schemas.get(name),
      ),
    ),
  )
  alignIndexes(table)
  return { TableDescription: describeRestoredTable(table, restore.summary) }
}

function checkFree(state: DynamoDbState, { target, sourceArn }: Restore, world: World): void {
  const existing = tableNamed(state, target, world)
  if (!existing) return
  const { transition, restored } = existing.definition
  throw restored && statusAt(transition, world.clock.now()) === 'CREATING'
    ? targetInUse(target, sourceArn)
    : targetExists(target)
}

/** AWS does not restore streams, time to live, recovery, tags, protection and table class. */
function buildRestored(restore: Restore, world: World): TableDefinition {
  const { target, source, overrides, summary, operation } = restore
  const mode = overrides.BillingModeOverride ?? source.billingMode
  const onDemand = mode === 'PAY_PER_REQUEST'
  const transition = transitionOf(world, 'CREATING')
  const encryption = overrides.SSESpecificationOverride
    ? buildEncryption(overrides.SSESpecificationOverride, operation, world)
    : source.encryption
  const units = overrides.ProvisionedThroughputOverride
  const peaks = toOnDemand(overrides.OnDemandThroughputOverride) ?? source.onDemand
  const indexes = overrideIndexes(source, overrides).map((index): IndexDefinition => ({
    ...index,
    ...(index.kind === 'global' && onDemand && { throughput: toThroughput(undefined) }),
    ...optional('transition', index.kind === 'global' ? transition : undefined),
  }))
  const vectorIndexes = overrideVectorIndexes(source, overrides).map((index) => ({
    ...index,
    ...optional('transition', transition),
  }))
  if (!onDemand && vectorIndexes.length > 0) throw rooms.vectors().onDemandOnly()
  return withUsedAttributes({
    name: target,
    arn: tableArn(world, target),
    id: world.ids.uuid('table'),
    createdAt: world.clock.now(),
    key: source.key,
    attributes: source.attributes,
    indexes,
    vectorIndexes,
    billingMode: mode,
    ...(onDemand && { onDemandSince: world.clock.now() }),
    throughput: onDemand
      ? toThroughput(undefined)
      : units
        ? toThroughput(units)
        : { read: source.throughput.read, write: source.throughput.write, decreasesToday: 0 },
    ...optional('onDemand', onDemand ? peaks : undefined),
    ...optional('transition', transition),
    ...optional('encryption', encryption),
    deletionProtection: false,
    tags: [],
    restored: summary,
  })
}
