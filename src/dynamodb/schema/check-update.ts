/**
 * The checks of UpdateTable that need only the request.
 * AWS (measured, 2026): DDB-TABLE-382, 433, 174, 159, 160, 162, 359, 456.
 */
import { UnsupportedError } from '../../core/errors.ts'
import { checkProjection } from './check-indexes.ts'
import { checkDefined, checkDefinitions, checkGlobalKey } from './check-keys.ts'
import { checkEncryption, checkTableClass } from './check-settings.ts'
import { checkUnits, noThroughputOnDemand } from './check-throughput.ts'
import { invalidParameter, validation } from '../errors.ts'
import { rooms } from '../rooms.ts'
import type { GlobalIndexInput, GlobalIndexUpdate, UpdateTableRequest } from './requests.ts'

export function checkUpdate(request: UpdateTableRequest): void {
  checkSimulated(request)
  checkNotEmpty(request)
  for (const update of request.GlobalSecondaryIndexUpdates ?? []) checkWarmUpdate(update)
  checkExclusive(request)
  checkCombination(request)
  checkIndexUpdates(request)
  if (request.VectorIndexUpdates) rooms.vectors().checkVectorUpdates(request)
  checkBillingChange(request)
  checkStreamChange(request)
  checkEncryption(request.SSESpecification)
  checkTableClass(request.TableClass)
}

const NOT_SIMULATED = ['GlobalTableSettingsReplicationMode'] as const

function checkSimulated(request: UpdateTableRequest): void {
  for (const parameter of NOT_SIMULATED) {
    if (request[parameter] !== undefined) {
      throw new UnsupportedError({ service: 'DynamoDB', operation: 'UpdateTable', parameter })
    }
  }
}

/** Whether a member asks for a change. AWS treats `{}` like an absent member. */
const isGiven = (member: object | undefined): boolean =>
  member !== undefined && Object.keys(member).length > 0

function checkNotEmpty(request: UpdateTableRequest): void {
  const updates = request.GlobalSecondaryIndexUpdates
  const changes = [
    request.ProvisionedThroughput,
    request.BillingMode,
    request.StreamSpecification,
    request.SSESpecification,
    request.DeletionProtectionEnabled,
    request.TableClass,
  ].some((member) => member !== undefined)
  const any =
    changes ||
    asksForReplicas(request) ||
    isGiven(request.OnDemandThroughput) ||
    isGiven(request.WarmThroughput)
  if (!any && !updates?.length && !request.VectorIndexUpdates?.length) {
    throw validation(
      'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required',
    )
  }
  if (updates?.length === 0) throw invalidParameter('List of GlobalSecondaryIndexUpdates is empty')
}

/** Checks changes that AWS accepts only alone, in AWS's order. */
function checkExclusive(request: UpdateTableRequest): void {
  const given = givenChanges(request)
  if (given.size < 2) return
  const alone = (change: string, sentence: string): void => {
    if (given.has(change))
      throw invalidParameter(`${sentence} must be the only operation in the request`)
  }
  alone('encryption', 'Server-Side Encryption modification')
  alone('tableClass', 'TableClass modification')
  alone('protection', 'DeletionProtection modification')
  // Unverified: that AWS words it like the others.
  alone('replicas', 'Replica modification')
  if (given.has('warm') && request.GlobalSecondaryIndexUpdates?.some(({ Create }) => Create)) {
    throw invalidParameter(
      'Create global secondary index cannot be specified when updating WarmThroughput',
    )
  }
  if (
    given.has('onDemand') &&
    [...given].some((change) => change !== 'onDemand' && change !== 'billing')
  ) {
    throw invalidParameter(
      'OnDemandThroughput can only be combined with BillingMode in an UpdateTable request',
    )
  }
  alone('warm', 'WarmThroughput')
}

/** Whether a request is about the replicas of a global table. */
export const asksForReplicas = (request: UpdateTableRequest): boolean =>
  request.ReplicaUpdates !== undefined ||
  request.MultiRegionConsistency !== undefined ||
  request.GlobalTableWitnessUpdates !== undefined

function givenChanges(request: UpdateTableRequest): Set<string> {
  const changes: [string, boolean][] = [
    ['encryption', request.SSESpecification !== undefined],
    ['tableClass', request.TableClass !== undefined],
    ['protection', request.DeletionProtectionEnabled !== undefined],
    ['warm', isGiven(request.WarmThroughput)],
    ['onDemand', isGiven(request.OnDemandThroughput)],
    ['billing', request.BillingMode !== undefined],
    ['throughput', request.ProvisionedThroughput !== undefined],
    ['stream', request.StreamSpecification !== undefined],
    ['replicas', asksForReplicas(request)],
    ['indexes', (request.GlobalSecondaryIndexUpdates ?? request.VectorIndexUpdates) !== undefined],
  ]
  return new Set(changes.filter(([, given]) => given).map(([change]) => change))
}

function checkCombination(request: UpdateTableRequest): void {
  const { StreamSpecification, ProvisionedThroughput, BillingMode } = request
  const moves = ProvisionedThroughput !== undefined || BillingMode === 'PROVISIONED'
  if (StreamSpecification && moves) {
    throw invalidParameter('You cannot modify stream status while updating table IOPS')
  }
  const { GlobalSecondaryIndexUpdates: updates = [], VectorIndexUpdates: vectors = [] } = request
  const builds = [...updates, ...vectors].some(({ Create, Delete }) => Create ?? Delete)
  if (!builds) return
  if (ProvisionedThroughput) {
    throw invalidParameter('You cannot create or delete index while updating table IOPS')
  }
  if (StreamSpecification) {
    throw invalidParameter('You cannot create or delete index while changing stream status')
  }
}

function checkBillingChange({ BillingMode, ProvisionedThroughput }: UpdateTableRequest): void {
  if (BillingMode === 'PAY_PER_REQUEST' && ProvisionedThroughput) throw noThroughputOnDemand()
  if (BillingMode === 'PROVISIONED' && !ProvisionedThroughput) {
    throw invalidParameter(
      'ProvisionedThroughput must be specified when BillingMode is PROVISIONED',
    )
  }
  if (ProvisionedThroughput) checkUnits(ProvisionedThroughput)
}

// AWS (measured, 2026): DDB-TABLE-050
function checkStreamChange({ StreamSpecification: stream }: UpdateTableRequest): void {
  if (!stream) return
  if (stream.StreamEnabled && !stream.StreamViewType) {
    throw invalidParameter('If stream is being enabled then UpdateViewType is required')
  }
  if (!stream.StreamEnabled && stream.StreamViewType) {
    throw invalidParameter('If stream is being disabled, then UpdateViewType must not be specified')
  }
}

function checkIndexUpdates(request: UpdateTableRequest): void {
  const seen = new Set<string>()
  for (const update of request.GlobalSecondaryIndexUpdates ?? []) {
    const [action, ...others] = [update.Update, update.Create, update.Delete].filter(
      (each) => each !== undefined,
    )
    if (!action) {
      throw invalidParameter(
        'One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null',
      )
    }
    if (others.length > 0) {
      throw invalidParameter(
        'Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object',
      )
    }
    const { IndexName } = action
    if (seen.has(IndexName)) {
      throw invalidParameter(
        `Only one global secondary index update per index is allowed simultaneously. Index: ${IndexName}`,
      )
    }
    seen.add(IndexName)
    if (update.Create) checkNewIndex(update.Create, request)
  }
}

function checkWarmUpdate({ Update }: GlobalIndexUpdate): void {
  if (Update?.WarmThroughput && !isGiven(Update.WarmThroughput)) {
    throw invalidParameter(
      `WarmThroughput must have at least one of ReadUnitsPerSecond or WriteUnitsPerSecond specified for index: ${Update.IndexName}`,
    )
  }
}

function checkNewIndex(
  index: GlobalIndexInput,
  { AttributeDefinitions }: UpdateTableRequest,
): void {
  if (!AttributeDefinitions?.length) {
    throw invalidParameter(`AttributeDefinitions is not specified for index: ${index.IndexName}`)
  }
  checkDefinitions(AttributeDefinitions)
  checkDefined(index.KeySchema, AttributeDefinitions)
  checkGlobalKey(index.KeySchema)
  checkProjection(index.Projection)
}
