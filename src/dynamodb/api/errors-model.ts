/**
 * The errors of DynamoDB and DynamoDB Streams, in the format of src/model/source.ts. shapes/ has
 * the inputs of their operations.
 * AWS: the public API models of April 2025 (scripts/models/data), and ThrottlingException of the
 * SDK client.
 */
import type { ModelSource } from '../../model/source.ts'

export const DYNAMODB_ERRORS: ModelSource<never> = {
  service: 'dynamodb',
  text: `
!BackupInUseException|400
!BackupNotFoundException|400
!ConditionalCheckFailedException|400
!ContinuousBackupsUnavailableException|400
!DuplicateItemException|400
!ExportConflictException|400
!ExportNotFoundException|400
!GlobalTableAlreadyExistsException|400
!GlobalTableNotFoundException|400
!IdempotentParameterMismatchException|400
!ImportConflictException|400
!ImportNotFoundException|400
!IndexNotFoundException|400
!InternalServerError|500s
!InvalidEndpointException|421
!InvalidExportTimeException|400
!InvalidRestoreTimeException|400
!ItemCollectionSizeLimitExceededException|400
!LimitExceededException|400
!PointInTimeRecoveryUnavailableException|400
!PolicyNotFoundException|400
!ProvisionedThroughputExceededException|400
!ReplicaAlreadyExistsException|400
!ReplicaNotFoundException|400
!ReplicatedWriteConflictException|400
!RequestLimitExceeded|400
!ResourceInUseException|400
!ResourceNotFoundException|400
!TableAlreadyExistsException|400
!TableInUseException|400
!TableNotFoundException|400
!ThrottlingException|400
!TransactionCanceledException|400
!TransactionConflictException|400
!TransactionInProgressException|400
`,
}

export const STREAMS_ERRORS: ModelSource<never> = {
  service: 'dynamodb-streams',
  text: `
!ExpiredIteratorException|400
!InternalServerError|500s
!LimitExceededException|400
!ResourceNotFoundException|400
!TrimmedDataAccessException|400
`,
}
