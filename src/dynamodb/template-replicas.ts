/**
 * The replicas of a global table in a template.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html
 */
import { runUnrecorded } from '../core/handles/run-quietly.ts'
import { isObject } from '../core/json.ts'
import { isTrue, listIn, mapIn, textIn } from '../core/cloudformation/properties.ts'
import type { ResourceProperties, ResourceRequest } from '../core/cloudformation/types.ts'
import type { World } from '../core/world/world.ts'
import { formatArn } from '../core/arn.ts'
import { ownService } from './own-service.ts'
import { updateReplicas } from './replication/update-replicas.ts'
import { deserialize } from './api/requests.ts'
import type { UpdateTableRequest } from './schema/requests.ts'
import { findTable, stateIn } from './state/state.ts'

/** Adds the replicas in other regions to a table that the template has made in this one. */
export function addTemplateReplicas(
  { properties, world, call }: ResourceRequest,
  name: string,
  replicas: readonly ResourceProperties[],
): void {
  const witnesses = listIn(properties, 'GlobalTableWitnesses').filter(isObject)
  const update = {
    TableName: name,
    ReplicaUpdates: replicas.map((replica) => ({ Create: toReplica(replica) })),
    ...(properties['MultiRegionConsistency'] !== undefined && {
      MultiRegionConsistency: properties['MultiRegionConsistency'],
    }),
    ...(witnesses.length > 0 && {
      GlobalTableWitnessUpdates: witnesses.map((witness) => ({
        Create: { RegionName: witness['Region'] },
      })),
    }),
  }
  try {
    // A provisioned table of a template has auto scaling, which is not simulated.
    updateReplicas(name, deserialize<UpdateTableRequest>('UpdateTable', plain(update)), world, {
      isAutoScaled: true,
    })
  } catch (error) {
    call('dynamodb', 'DeleteTable', { TableName: name })
    throw error
  }
  for (const replica of replicas) configure(world.in(String(replica['Region'])), name, replica)
}

const plain = (value: object): unknown => JSON.parse(JSON.stringify(value))

function toReplica(replica: ResourceProperties): object {
  const read = mapIn(replica, 'ReadProvisionedThroughputSettings')
  const scaled = mapIn(read, 'ReadCapacityAutoScalingSettings')
  const units = read['ReadCapacityUnits'] ?? scaled['MinCapacity']
  const most = mapIn(replica, 'ReadOnDemandThroughputSettings')['MaxReadRequestUnits']
  const keyId = textIn(mapIn(replica, 'SSESpecification'), 'KMSMasterKeyId')
  return {
    RegionName: replica['Region'],
    ...(replica['TableClass'] !== undefined && { TableClassOverride: replica['TableClass'] }),
    ...(keyId !== undefined && { KMSMasterKeyId: keyId }),
    ...(units !== undefined && {
      ProvisionedThroughputOverride: { ReadCapacityUnits: Number(units) },
    }),
    ...(most !== undefined && {
      OnDemandThroughputOverride: { MaxReadRequestUnits: Number(most) },
    }),
  }
}

/** The settings that each replica has for itself. */
function configure(world: World, name: string, replica: ResourceProperties): void {
  const service = ownService(world)
  const run = (operation: string, input: object): void => {
    const known = service.room().operations[operation]
    if (known) runUnrecorded(world, service, known, known.parse?.(plain(input)) ?? input)
  }
  const { region, accountId } = world.options
  const ResourceArn = formatArn('dynamodb', region, accountId, `table/${name}`)
  const recovery = mapIn(replica, 'PointInTimeRecoverySpecification')
  if (isTrue(recovery['PointInTimeRecoveryEnabled'])) {
    const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true }
    run('UpdateContinuousBackups', { TableName: name, PointInTimeRecoverySpecification })
  }
  const tags = listIn(replica, 'Tags')
  if (tags.length > 0) run('TagResource', { ResourceArn, Tags: tags })
  const { StreamArn } = mapIn(replica, 'KinesisStreamSpecification')
  if (StreamArn !== undefined) {
    run('EnableKinesisStreamingDestination', { TableName: name, StreamArn })
  }
  const policy = mapIn(replica, 'ResourcePolicy')['PolicyDocument']
  if (policy !== undefined) {
    const Policy = typeof policy === 'string' ? policy : JSON.stringify(policy)
    run('PutResourcePolicy', { ResourceArn, Policy })
  }
  if (isTrue(replica['DeletionProtectionEnabled'])) {
    run('UpdateTable', { TableName: name, DeletionProtectionEnabled: true })
  }
}

/** Deletes the replicas in other regions, before the template's own table. */
export function removeTemplateReplicas(world: World, name: string): void {
  const { replication } = findTable(stateIn(world), name)?.definition ?? {}
  if (!replication) return
  const others = replication.replicas.filter(({ region }) => region !== world.options.region)
  updateReplicas(
    name,
    {
      TableName: name,
      ReplicaUpdates: others.map(({ region }) => ({ Delete: { RegionName: region } })),
      ...(replication.witness !== undefined && {
        GlobalTableWitnessUpdates: [{ Delete: { RegionName: replication.witness } }],
      }),
    },
    world,
  )
}
