/** Errors of PutItem, UpdateItem, DeleteItem and BatchWriteItem. */
import type { ServiceError } from '../../core/errors.ts'
import { invalidParameter, ofKind, validation } from '../errors.ts'
import { severalDataTypes } from '../values/errors.ts'

export const keyUpdate = (name: string): ServiceError =>
  invalidParameter(`Cannot update attribute ${name}. This attribute is part of the key`)

export const updatedItemTooLarge = (): ServiceError =>
  validation('Item size to update has exceeded the maximum allowed size')

export const returnValuesOfPut = (): ServiceError =>
  ofKind('returnValues', validation('ReturnValues can only be ALL_OLD or NONE'))

export const emptyWriteRequest = (): ServiceError => severalDataTypes()

export const tooManyWrites = (): ServiceError =>
  validation('Too many items requested for the BatchWriteItem call')
