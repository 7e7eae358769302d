/** Constraint errors for members that AWS checks late, so that an operation checks them itself. */
import { coralMessage } from '../../model/coral.ts'
import { NOT_NULL, notMatching, type Fault } from '../../model/fault.ts'
import { printWithMembers } from '../../model/print-value.ts'
import { string } from '../../model/shape.ts'
import type { ServiceError } from '../../core/errors.ts'
import { validation } from '../errors.ts'

const refusalOf = (fault: Pick<Fault, 'kind' | 'path' | 'demand' | 'value'>): ServiceError =>
  validation(coralMessage([{ ...fault, name: fault.path, shape: string() }], printWithMembers))

/** The error for a missing member. `path` is as AWS prints it: `targetTableName`. */
export const missingMember = (path: string): ServiceError =>
  refusalOf({ kind: 'missing', path, demand: NOT_NULL, value: null })

export const memberNotMatching = (path: string, value: string, pattern: string): ServiceError =>
  refusalOf({ kind: 'pattern', path, demand: notMatching(pattern), value })
