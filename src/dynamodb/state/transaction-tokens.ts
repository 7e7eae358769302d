/** ClientRequestToken: a transaction that is repeated within ten minutes does not run again. */
import type { Clock } from '../../core/time/clock.ts'
import { tokenMismatch, transactionInProgress } from './errors.ts'
import { TOKEN_LIFETIME_MS } from '../limits.ts'
import type { DynamoDbState, RememberedTransaction } from './state.ts'

/** The maximum number of tokens. With a frozen clock none would ever expire. */
const MOST_REMEMBERED = 10_000

/** AWS, as captured by a peer: tokens of statements and tokens of items are separate. */
function entryOf(token: string, [first]: readonly object[]): string {
  return first && 'Statement' in first ? `statements ${token}` : `items ${token}`
}

/**
 * Returns the earlier transaction of the token. Throws AWS's error when that transaction was
 * different or is still pending.
 */
export function recallTransaction(
  state: DynamoDbState,
  token: string | undefined,
  request: readonly object[],
  clock: Pick<Clock, 'now'>,
): RememberedTransaction | undefined {
  if (token === undefined) return undefined
  for (const held of state.pending) if (held.token === token) throw transactionInProgress()
  const known = state.transactions.get(entryOf(token, request))
  if (!known || known.expiresAt <= clock.now()) return undefined
  if (known.request !== request && canonical(known.request) !== canonical(request)) {
    throw tokenMismatch()
  }
  return known
}

export function rememberTransaction(
  state: DynamoDbState,
  token: string | undefined,
  request: readonly object[],
  answer: RememberedTransaction['answer'],
  clock: Pick<Clock, 'now'>,
): void {
  if (token === undefined) return
  const now = clock.now()
  if (!state.ownsTransactions) state.transactions = new Map(state.transactions)
  state.ownsTransactions = true
  const transactions = state.transactions as Map<string, RememberedTransaction>
  const entry = entryOf(token, request)
  transactions.delete(entry)
  transactions.set(entry, { request, answer, expiresAt: now + TOKEN_LIFETIME_MS })
  // The oldest tokens are first.
  for (const [old, { expiresAt }] of transactions) {
    if (expiresAt > now && transactions.size <= MOST_REMEMBERED) break
    transactions.delete(old)
  }
}

/** The same string for requests that differ only in the order of members. */
const canonical = (request: unknown): string =>
  JSON.stringify(request, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
