/** Page tokens that count results. */
import { readPageToken, type TokenScope } from '../../core/resources/page-token.ts'
import { invalidNextToken } from '../errors.ts'

export function positionIn(scope: TokenScope, token: string): number {
  const read = readPageToken(scope, token)
  const index = read.flaw ? NaN : Number(read.position)
  if (!Number.isSafeInteger(index)) throw invalidNextToken()
  return index
}
