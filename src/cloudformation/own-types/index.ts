/** The resource types that belong to CloudFormation itself, or to no simulated service. */
import type { ResourceTypes } from '../../core/cloudformation/types.ts'
import { WAIT_TYPES } from './wait.ts'

export const OWN_TYPES: ResourceTypes = { ...WAIT_TYPES }
