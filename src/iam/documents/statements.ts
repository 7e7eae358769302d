/** Documents as lists of statements. */
import type { PolicyDocument, StatementDocument } from '../../core/policies/document.ts'

export const documentOf = (Statement: readonly StatementDocument[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement })

export function statementsIn(document: string | undefined): readonly StatementDocument[] {
  if (document === undefined) return []
  const { Statement } = JSON.parse(document) as PolicyDocument
  return [Statement].flat() as readonly StatementDocument[]
}
