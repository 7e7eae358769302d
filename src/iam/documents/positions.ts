/** Where the statements of a policy are in its text. */

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_Position.html. Both from 1. */
export interface Position {
  readonly Line: number
  readonly Column: number
}

export interface Span {
  readonly StartPosition: Position
  readonly EndPosition: Position
}

/**
 * Returns the position of each statement: just behind its `{`, and just behind its `}`.
 *
 * Recorded: iam SimulatePrincipalPolicy (IAM-ADD, 6).
 */
export function statementSpans(text: string): Span[] {
  const objects: Span[] = []
  /** The positions behind open braces, and whether each is a statement. */
  const open: { readonly at: Position; readonly isStatement: boolean }[] = []
  let line = 1
  let column = 1
  let key = ''
  let isStatements = false
  for (let i = 0; i < text.length; i++) {
    const character = text[i]
    const end = character === '"' ? endOfText(text, i) : i
    if (character === '"') key = text.slice(i + 1, end)
    column += end - i + 1
    i = end
    if (character === '\n') {
      line++
      column = 1
    } else if (character === ':' && open.length === 1) isStatements = key === 'Statement'
    else if (character === '{') {
      open.push({
        at: { Line: line, Column: column },
        isStatement: isStatements && open.length === 1,
      })
    } else if (character === '}') {
      const begun = open.pop()
      if (begun?.isStatement)
        objects.push({ StartPosition: begun.at, EndPosition: { Line: line, Column: column } })
    }
  }
  return objects
}

/** The index of the quotation mark that ends a text. */
function endOfText(text: string, start: number): number {
  let i = start + 1
  while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1
  return i
}
