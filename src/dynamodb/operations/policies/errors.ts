/** Errors of resource policies. Unverified: the texts. AWS: API_PutResourcePolicy.html */
import { ServiceError } from '../../../core/errors.ts'
import { limitExceeded } from '../../schema/errors.ts'
import { validation } from '../../errors.ts'

export const policyNotFound = (arn: string): ServiceError =>
  new ServiceError(
    'PolicyNotFoundException',
    `Resource-based policy not found for the provided ResourceArn: ${arn}`,
  )

export const revisionDiffers = (): ServiceError =>
  new ServiceError(
    'PolicyNotFoundException',
    'The ExpectedRevisionId does not match the revision of the resource-based policy',
  )

export const wrongPolicy = (): ServiceError =>
  validation('Invalid policy document: The policy is not a valid JSON policy document')

export const policyTooLong = (): ServiceError =>
  limitExceeded('The resource-based policy document exceeds the limit of 20 KB')
