/** A statement as requests carry it: text and parameters. */
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
