/** The resource types that belong to CloudFormation itself, or to no simulated service. */
import type { ResourceTypes } from '../../core/cloudformation/types.ts'
import { IAM_TYPES } from './iam.ts'
import { WAIT_TYPES } from './wait.ts'

export const OWN_TYPES: ResourceTypes = { ...IAM_TYPES, ...WAIT_TYPES }
