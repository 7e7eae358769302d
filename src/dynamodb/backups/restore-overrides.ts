/**
 * The settings that a restore may override.
 * AWS (measured, 2026): DDB-TABLE-273, 279, 280, 281.
 */
import type {
  IndexDefinition,
  TableDefinition,
  VectorIndexDefinition,
} from '../schema/definition.ts'
import { describeKey } from '../state/describe-table.ts'
import { toThroughput } from '../schema/build-definition.ts'
import type {
  EncryptionInput,
  GlobalIndexInput,
  LocalIndexInput,
  OnDemandInput,
  ThroughputInput,
  VectorIndexInput,
} from '../schema/requests.ts'
import { rooms } from '../rooms.ts'
import { invalidRequest, noMatchingIndex } from './errors.ts'

export interface RestoreOverrides {
  readonly BillingModeOverride?: 'PROVISIONED' | 'PAY_PER_REQUEST'
  readonly GlobalSecondaryIndexOverride?: readonly GlobalIndexInput[]
  readonly LocalSecondaryIndexOverride?: readonly LocalIndexInput[]
  readonly ProvisionedThroughputOverride?: ThroughputInput
  readonly OnDemandThroughputOverride?: OnDemandInput
  readonly SSESpecificationOverride?: EncryptionInput
  readonly VectorIndexOverride?: readonly VectorIndexInput[]
}

export function checkOverrides(source: TableDefinition, overrides: RestoreOverrides): void {
  const { BillingModeOverride: mode, ProvisionedThroughputOverride: units } = overrides
  const effective = mode ?? source.billingMode
  if (units && mode === 'PAY_PER_REQUEST') {
    throw invalidRequest(
      'Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST',
    )
  }
  if (units && effective !== 'PROVISIONED') {
    throw invalidRequest('Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED')
  }
  if (mode === 'PROVISIONED' && !units && source.billingMode !== 'PROVISIONED') {
    throw invalidRequest(
      'Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED',
    )
  }
  checkPeaks(overrides.OnDemandThroughputOverride, effective)
  for (const index of overrides.GlobalSecondaryIndexOverride ?? []) {
    checkIndexUnits(index, effective)
  }
}

function checkPeaks(peaks: OnDemandInput | undefined, mode: string): void {
  for (const unit of ['MaxReadRequestUnits', 'MaxWriteRequestUnits'] as const) {
    const value = peaks?.[unit]
    if (value === undefined) continue
    if (mode !== 'PAY_PER_REQUEST') {
      throw invalidRequest(
        `Cannot override ${unit} for OnDemandThroughput unless BillingModeOverride is PAY_PER_REQUEST`,
      )
    }
    if (value < 1) {
      throw invalidRequest(`Requested ${unit} for OnDemandThroughput is outside of valid range`)
    }
  }
}

function checkIndexUnits(
  { IndexName, ProvisionedThroughput }: GlobalIndexInput,
  mode: string,
): void {
  if (mode === 'PROVISIONED' && !ProvisionedThroughput) {
    throw invalidRequest(`Must specify provisioned throughput for index ${IndexName}`)
  }
  if (mode === 'PAY_PER_REQUEST' && ProvisionedThroughput) {
    throw invalidRequest(
      `Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST for index ${IndexName}`,
    )
  }
}

/**
 * The indexes of the restored table: the source's, or the requested ones. A requested index must
 * match an index of the source but may have another name.
 */
export function overrideIndexes(
  { indexes }: TableDefinition,
  { LocalSecondaryIndexOverride, GlobalSecondaryIndexOverride }: RestoreOverrides,
): IndexDefinition[] {
  const locals = indexes.filter(({ kind }) => kind === 'local')
  const globals = indexes.filter(({ kind }) => kind === 'global')
  return [
    ...(LocalSecondaryIndexOverride?.map((input) => matching(input, locals)) ?? locals),
    ...(GlobalSecondaryIndexOverride?.map((input) => ({
      ...matching(input, globals),
      throughput: toThroughput(input.ProvisionedThroughput),
    })) ?? globals),
  ].map(({ transition: _, backfills: _added, ...index }) => index)
}

/** The vector indexes of the restored table, under the same rule. */
export function overrideVectorIndexes(
  { vectorIndexes }: TableDefinition,
  { VectorIndexOverride: asked }: RestoreOverrides,
): VectorIndexDefinition[] {
  const kept = asked?.map((input) => {
    const index = rooms.vectors().findMatching(input, vectorIndexes)
    if (!index) throw noMatchingIndex(input.IndexName)
    return index
  })
  return (kept ?? vectorIndexes).map(({ transition: _, backfills: _added, ...index }) => index)
}

function matching(input: LocalIndexInput, indexes: readonly IndexDefinition[]): IndexDefinition {
  const asked = printInput(input)
  const index = indexes.find((each) => printIndex(each) === asked)
  if (!index) throw noMatchingIndex(input.IndexName)
  return { ...index, name: input.IndexName }
}

const printInput = ({ KeySchema, Projection }: LocalIndexInput): string =>
  JSON.stringify([
    KeySchema.map(({ AttributeName, KeyType }) => [AttributeName, KeyType]),
    Projection.ProjectionType,
    [...(Projection.NonKeyAttributes ?? [])].sort(),
  ])

const printIndex = ({ key, projection }: IndexDefinition): string =>
  JSON.stringify([
    describeKey(key).map(({ AttributeName, KeyType }) => [AttributeName, KeyType]),
    projection.type,
    projection.nonKeyAttributes,
  ])
