/** Which table a statement is about, told without understanding the rest: also of statements that will be refused. */
import { tokenize, type Token } from '../partiql/grammar/tokenizer.ts'

export function tableInStatement(statement: string): string | undefined {
  const tokens = tokensOf(statement)
  // SELECT ... FROM t, DELETE FROM t, INSERT INTO t, UPDATE t
  const at = tokens.findIndex(
    ({ kind, word }) =>
      kind === 'word' && (word === 'FROM' || word === 'INTO' || word === 'UPDATE'),
  )
  const table = at < 0 ? undefined : tokens[at + 1]
  return table && (table.kind === 'word' || table.kind === 'quoted') ? table.text : undefined
}

function tokensOf(statement: string): readonly Token[] {
  try {
    return tokenize(statement)
  } catch {
    // Not even tokens: the operation will say so.
    return []
  }
}
