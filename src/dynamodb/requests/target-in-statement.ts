/**
 * Finds the table and index of a statement without parsing the rest, so that it works for invalid
 * statements, too.
 */
import type { Target } from '../partiql/grammar/statement.ts'
import { tokenize, type Token } from '../partiql/grammar/tokenizer.ts'

export function targetInStatement(statement: string): Target | undefined {
  const tokens = tokensOf(statement)
  // SELECT ... FROM t.i, DELETE FROM t, INSERT INTO t, UPDATE t
  const at = tokens.findIndex(
    ({ kind, word }) =>
      kind === 'word' && (word === 'FROM' || word === 'INTO' || word === 'UPDATE'),
  )
  if (at < 0) return undefined
  const [table, dot, index] = tokens.slice(at + 1, at + 4)
  if (!isName(table)) return undefined
  return { table: table.text, index: dot?.text === '.' && isName(index) ? index.text : undefined }
}

const isName = (token: Token | undefined): token is Token =>
  token?.kind === 'word' || token?.kind === 'quoted'

function tokensOf(statement: string): readonly Token[] {
  try {
    return tokenize(statement)
  } catch {
    // The statement has no valid tokens. The operation throws AWS's error for it.
    return []
  }
}
