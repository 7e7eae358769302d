/** Quotas of an account in a region. AWS: ServiceQuotas.html */
import { ACCOUNT_TABLES, ACCOUNT_UNITS, TABLE_UNITS } from '../limits.ts'
import type { TableDefinition, Throughput } from '../schema/definition.ts'
import { limitExceeded } from '../schema/errors.ts'
import type { DynamoDbState } from './state.ts'

type Unit = 'read' | 'write'
const UNITS: readonly Unit[] = ['read', 'write']
const NAMES = { read: 'ReadCapacityUnits', write: 'WriteCapacityUnits' } as const

/** Throws if the account has no room for another table. */
export function checkTableCount({ tables }: DynamoDbState): void {
  // Seen with the quota of 2017: hashicorp/terraform-provider-aws#2274
  if (tables.size < ACCOUNT_TABLES) return
  throw limitExceeded(
    `Subscriber limit exceeded: There is a limit of ${ACCOUNT_TABLES} tables per subscriber`,
  )
}

/**
 * Checks the provisioned units of a new table, or of one whose units change (`before` is its old
 * definition). A table and each index have a quota; so has the account, for all tables and indexes
 * together.
 * Unverified: the texts, and that AWS never refuses a change to fewer units.
 */
export function checkThroughputQuotas(
  { tables }: DynamoDbState,
  table: TableDefinition,
  before?: TableDefinition,
): void {
  const provisioned = throughputsOf(table)
  for (const unit of UNITS) {
    const asked = sumOf(provisioned, unit)
    if (asked <= (before ? sumOf(throughputsOf(before), unit) : 0)) continue
    if (provisioned.some((throughput) => throughput[unit] > TABLE_UNITS)) {
      throw exceeds(unit, `per-table limit of ${TABLE_UNITS}`)
    }
    let sum = asked
    for (const { definition } of tables.values()) {
      if (definition.name !== table.name) sum += sumOf(throughputsOf(definition), unit)
    }
    if (sum > ACCOUNT_UNITS) throw exceeds(unit, `per-account limit of ${ACCOUNT_UNITS}`)
  }
}

const exceeds = (unit: Unit, limit: string): Error =>
  limitExceeded(`Subscriber limit exceeded: Provisioned ${NAMES[unit]} exceed ${limit}`)

const throughputsOf = ({
  billingMode,
  throughput,
  indexes,
}: TableDefinition): readonly Throughput[] =>
  billingMode === 'PROVISIONED'
    ? [throughput, ...indexes.flatMap((index) => index.throughput ?? [])]
    : []

const sumOf = (throughputs: readonly Throughput[], unit: Unit): number =>
  throughputs.reduce((sum, throughput) => sum + throughput[unit], 0)
