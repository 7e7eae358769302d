/** Errors of global tables. */
import { ServiceError } from '../../core/errors.ts'
import { validation } from '../errors.ts'

// Seen: hashicorp/terraform-provider-aws, internal/service/dynamodb.
export const localRegion = (): ServiceError =>
  validation(
    'Cannot add, delete, or update the local region through ReplicaUpdates. Use CreateTable, DeleteTable, or UpdateTable as required.',
  )

// Seen: hashicorp/terraform-provider-aws, internal/service/dynamodb.
export const replicaNotFound = (): ServiceError =>
  validation(
    'Replica specified in the Replica Update or Replica Delete action of the request was not found.',
  )

// Unverified: the text.
export const replicaExists = (table: string, region: string): ServiceError =>
  validation(
    `Failed to create a the new replica of table with name: '${table}' because one or more replicas already existed as tables. Region: ${region}`,
  )

// Seen: hashicorp/terraform-provider-aws#13097
export const notAutoScaled = (): ServiceError =>
  validation('Table write capacity should either be Pay-Per-Request or AutoScaled.')

// AWS: V2globaltables_reqs_bestpractices.html: both images. Unverified: the text.
export const wrongStream = (table: string): ServiceError =>
  validation(
    `Table with name: '${table}' must have a stream enabled with StreamViewType NEW_AND_OLD_IMAGES to be replicated`,
  )

// AWS: V2globaltables_HowItWorks.html#V2globaltables_HowItWorks.streams. Unverified: the text.
export const streamNeeded = (): ServiceError =>
  validation('Streams cannot be disabled for a replica of a global table with eventual consistency')

// Unverified: the texts of this and the errors below. AWS: API_ReplicationGroupUpdate.html and
// multi-region-strong-consistency-gt.html have the rules.
export const oneReplicaAction = (): ServiceError =>
  validation('Exactly one of Create, Update or Delete must be specified in each ReplicaUpdate')

export const unknownRegion = (region: string): ServiceError =>
  validation(`Region ${region} is not supported`)

export const repeatedReplica = (region: string): ServiceError =>
  validation(`Only one replica update per Region is allowed simultaneously. Region: ${region}`)

export const alreadyConsistent = (): ServiceError =>
  validation('The consistency mode of a global table cannot be changed')

export const wrongStrongMembers = (): ServiceError =>
  validation(
    'A global table with multi-Region strong consistency must be created with two replicas, or with one replica and one witness',
  )

export const outsideRegionSet = (regions: readonly string[]): ServiceError =>
  validation(
    `The Regions of a global table with multi-Region strong consistency must be in one Region set. Regions: [${regions.join(', ')}]`,
  )

export const notEmpty = (table: string): ServiceError =>
  validation(`Table '${table}' must be empty to use multi-Region strong consistency`)

export const notWithStrong = (what: string): ServiceError =>
  validation(`${what} not supported for global tables with multi-Region strong consistency`)

export const witnessNeedsStrong = (): ServiceError =>
  validation('A witness requires multi-Region strong consistency')

// AWS: API_PutItem.html (ReplicatedWriteConflictException)
export const writeConflict = (): ServiceError =>
  new ServiceError(
    'ReplicatedWriteConflictException',
    'The request was rejected because one or more items in the request are being modified by a request in another Region.',
  )

// Unverified: what an isolated region answers. AWS: V2globaltables_HowItWorks.html says that
// strongly consistent reads and writes need a second region.
export const isolated = (): ServiceError =>
  new ServiceError('InternalServerError', 'Internal server error', { status: 500 })
