/** Parses the statements of requests. */
import { isServiceError } from '../../../core/errors.ts'
import { checkValue } from '../../values/value-checks.ts'
import type { AttributeValue } from '../../values/values.ts'
import { parseStatement } from '../grammar/parser.ts'
import type { Statement } from '../grammar/statement.ts'

export interface StatementInput {
  readonly Statement: string
  readonly Parameters?: readonly AttributeValue[]
}

export const checkParameters = ({
  Parameters,
}: StatementInput): readonly AttributeValue[] | undefined =>
  Parameters?.map((value) => checkValue(value))

/** Parses a statement and checks its parameters. Throws AWS's ValidationException. */
export const parseStatementOf = (input: StatementInput): Statement =>
  parseStatement(input.Statement, checkParameters(input))

/**
 * The same, but returns undefined for an invalid statement, for which the operation throws later.
 */
export function readStatement(input: StatementInput): Statement | undefined {
  try {
    return parseStatementOf(input)
  } catch (error) {
    if (isServiceError(error)) return undefined
    throw error
  }
}
