/** A statement as requests carry it: text and parameters. */
import { isServiceError } from '../../../core/errors.ts'
import { checkValue } from '../../values/value-checks.ts'
import type { AttributeValue } from '../../values/values.ts'
import { parseStatement } from '../grammar/parser.ts'
import type { Statement } from '../grammar/statement.ts'

export interface StatementInput {
  readonly Statement: string
  readonly Parameters?: readonly AttributeValue[]
}

/** What it says, or the ValidationException AWS answers. */
export const parseStatementOf = ({ Statement, Parameters }: StatementInput): Statement =>
  parseStatement(
    Statement,
    Parameters?.map((value) => checkValue(value)),
  )

/** The same; undefined for a text that is not a statement: the operation itself refuses it. */
export function readStatement(input: StatementInput): Statement | undefined {
  try {
    return parseStatementOf(input)
  } catch (error) {
    if (isServiceError(error)) return undefined
    throw error
  }
}
