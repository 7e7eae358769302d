import type { World } from '../../core/world/world.ts'
import { buildEncryption } from '../schema/build-definition.ts'
import type { IndexDefinition, TableDefinition } from '../schema/definition.ts'
import type { ReplicaInput } from '../schema/requests.ts'

/**
 * A replica's definition with the settings in which it differs from the others.
 * AWS: API_CreateReplicationGroupMemberAction.html
 */
export function withOverrides(
  definition: TableDefinition,
  input: ReplicaInput,
  world: World,
): TableDefinition {
  const { KMSMasterKeyId, TableClassOverride, GlobalSecondaryIndexes: indexes = [] } = input
  return {
    ...withUnits(definition, input),
    indexes: definition.indexes.map((index): IndexDefinition => {
      const override = indexes.find(({ IndexName }) => IndexName === index.name)
      return override ? withUnits(index, override) : index
    }),
    ...(KMSMasterKeyId !== undefined && {
      encryption: buildEncryption(
        { Enabled: true, SSEType: 'KMS', KMSMasterKeyId },
        'UpdateTable',
        world,
      ),
    }),
    ...(TableClassOverride && { tableClass: { name: TableClassOverride } }),
  }
}

function withUnits<
  Described extends Pick<TableDefinition, 'onDemand'> & Pick<IndexDefinition, 'throughput'>,
>(
  described: Described,
  {
    ProvisionedThroughputOverride: { ReadCapacityUnits: read } = {},
    OnDemandThroughputOverride: { MaxReadRequestUnits: most } = {},
  }: Pick<ReplicaInput, 'ProvisionedThroughputOverride' | 'OnDemandThroughputOverride'>,
): Described {
  const { throughput } = described
  return {
    ...described,
    ...(read !== undefined && throughput && { throughput: { ...throughput, read } }),
    ...(most !== undefined && { onDemand: { ...described.onDemand, read: most } }),
  }
}
