/**
 * The replicas of a global table in a template.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html
 */
import { isDeepStrictEqual } from 'node:util'
import { runUnrecorded } from '../core/handles/run-quietly.ts'
import { isObject } from '../core/json.ts'
import {
  isTrue,
  listIn,
  mapIn,
  tagList,
  tagsBetween,
  tagsOf,
  textIn,
} from '../core/cloudformation/properties.ts'
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
  for (const replica of replicas) configure(world.in(String(replica['Region'])), name, {}, replica)
}

/** What an update of the stack does to the replicas in other regions. */
export interface ReplicaChanges {
  /** Deletes those that the template no longer has: before the table itself changes. */
  readonly remove: () => void
  /** Makes the new ones and changes the others: when the table has changed. */
  readonly addAndChange: () => void
}

/** Compares the replicas of a template in other regions with those of its new version. */
export function changesOfTemplateReplicas(
  { id: name, world }: ResourceRequest & { readonly id: string },
  before: readonly ResourceProperties[],
  after: readonly ResourceProperties[],
): ReplicaChanges {
  const byRegion = (replicas: readonly ResourceProperties[]): Map<string, ResourceProperties> =>
    new Map(replicas.map((replica) => [String(replica['Region']), replica]))
  const [old, next] = [byRegion(before), byRegion(after)]
  const update = (updates: readonly object[]): void => {
    if (updates.length === 0) return
    const request = plain({ TableName: name, ReplicaUpdates: updates })
    updateReplicas(name, deserialize<UpdateTableRequest>('UpdateTable', request), world, {
      isAutoScaled: true,
    })
  }
  return {
    remove() {
      const gone = [...old.keys()].filter((region) => !next.has(region))
      update(gone.map((region) => ({ Delete: { RegionName: region } })))
    },
    addAndChange() {
      update(
        [...next].flatMap(([region, replica]): object[] => {
          const known = old.get(region)
          if (!known) return [{ Create: toReplica(replica) }]
          const changed = { ...resetsOf(toReplica(known)), ...toReplica(replica) }
          return isDeepStrictEqual(toReplica(known), changed) ? [] : [{ Update: changed }]
        }),
      )
      for (const [region, replica] of next)
        configure(world.in(region), name, old.get(region) ?? {}, replica)
    },
  }
}

const plain = (value: object): unknown => JSON.parse(JSON.stringify(value))

function toReplica(replica: ResourceProperties): Record<string, unknown> {
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

/** Settings of a replica as the table has them, for those that a template may no longer name. */
function resetsOf(replica: Record<string, unknown>): object {
  return replica['TableClassOverride'] === undefined ? {} : { TableClassOverride: 'STANDARD' }
}

/** Gives a replica the settings that each has for itself, where they differ from those before. */
function configure(
  world: World,
  name: string,
  before: ResourceProperties,
  replica: ResourceProperties,
): void {
  const service = ownService(world)
  const run = (operation: string, input: object): void => {
    const known = service.room().operations[operation]
    if (known) runUnrecorded(world, service, known, known.parse?.(plain(input)) ?? input)
  }
  const { region, accountId } = world.options
  const ResourceArn = formatArn('dynamodb', region, accountId, `table/${name}`)
  const recovers = ({ PointInTimeRecoverySpecification: it }: ResourceProperties): boolean =>
    isObject(it) && isTrue(it['PointInTimeRecoveryEnabled'])
  if (recovers(before) !== recovers(replica)) {
    const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: recovers(replica) }
    run('UpdateContinuousBackups', { TableName: name, PointInTimeRecoverySpecification })
  }
  const [oldTags, tags] = [before, replica].map((of) => tagsOf(of['Tags'], {}))
  const { added, removed } = tagsBetween(oldTags ?? {}, tags ?? {})
  if (removed.length > 0) run('UntagResource', { ResourceArn, TagKeys: removed })
  if (Object.keys(added).length > 0) run('TagResource', { ResourceArn, Tags: tagList(added) })
  const [oldStream, stream] = [before, replica].map(
    (of) => mapIn(of, 'KinesisStreamSpecification')['StreamArn'],
  )
  if (oldStream !== stream) {
    if (oldStream !== undefined)
      run('DisableKinesisStreamingDestination', { TableName: name, StreamArn: oldStream })
    if (stream !== undefined)
      run('EnableKinesisStreamingDestination', { TableName: name, StreamArn: stream })
  }
  const [oldPolicy, policy] = [before, replica].map(
    (of) => mapIn(of, 'ResourcePolicy')['PolicyDocument'],
  )
  if (policy !== undefined && !isDeepStrictEqual(oldPolicy, policy)) {
    const Policy = typeof policy === 'string' ? policy : JSON.stringify(policy)
    run('PutResourcePolicy', { ResourceArn, Policy })
  } else if (policy === undefined && oldPolicy !== undefined) {
    run('DeleteResourcePolicy', { ResourceArn })
  }
  const [wasProtected, isProtected] = [before, replica].map((of) =>
    isTrue(of['DeletionProtectionEnabled']),
  )
  if (wasProtected !== isProtected)
    run('UpdateTable', { TableName: name, DeletionProtectionEnabled: isProtected })
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
