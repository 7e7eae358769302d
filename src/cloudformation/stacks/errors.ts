import { ServiceError } from '../../core/errors.ts'
import { model } from '../api/define-operation.ts'

// Seen: CreateStack in public issues
export const alreadyExists = (name: string): ServiceError =>
  model.error('AlreadyExistsException', `Stack [${name}] already exists`)

// Recorded: CF snapshots of DescribeStacks for a deleted stack
export const stackDoesNotExist = (name: string): ServiceError =>
  new ServiceError('ValidationError', `Stack with id ${name} does not exist`)

// Seen: DescribeStackResource in public issues
export const resourceDoesNotExist = (id: string, stack: string): ServiceError =>
  new ServiceError('ValidationError', `Resource ${id} does not exist for stack ${stack}`)
