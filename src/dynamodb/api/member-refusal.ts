/** Refusals in the words of the API model for members that an operation checks by hand, where AWS looks at them late. */
import { coralMessage } from '../../model/coral.ts'
import { NOT_NULL, notMatching, type Fault } from '../../model/fault.ts'
import { printWithMembers } from '../../model/print-value.ts'
import { string } from '../../model/shape.ts'
import type { ServiceError } from '../../core/errors.ts'
import { validation } from '../errors.ts'

const refusalOf = (fault: Pick<Fault, 'kind' | 'path' | 'demand' | 'value'>): ServiceError =>
  validation(coralMessage([{ ...fault, name: fault.path, shape: string() }], printWithMembers))

/** `path` as AWS shows it: `targetTableName`. */
export const missingMember = (path: string): ServiceError =>
  refusalOf({ kind: 'missing', path, demand: NOT_NULL, value: null })

export const memberNotMatching = (path: string, value: string, pattern: string): ServiceError =>
  refusalOf({ kind: 'pattern', path, demand: notMatching(pattern), value })
