/** What the batch operations have in common: the checks of their entries, and their answer. */
import { isServiceError } from '../../../core/errors.ts'
import { emptyBatch, entryIdRepeated, invalidEntryId, tooManyEntries } from '../../errors.ts'
import { MAX_BATCH_ENTRIES } from '../../limits.ts'

export interface BatchEntry {
  /** The model does not require it: an absent one is refused in SQS's own words. */
  readonly Id?: string
}

interface FailedEntry {
  readonly Id: string
  readonly SenderFault: boolean
  readonly Code: string
  readonly Message: string
}

/** Recorded: sqs-009: an empty list is absent. */
export interface BatchAnswer<Answer> {
  readonly Successful?: readonly (Answer & { readonly Id: string })[]
  readonly Failed?: readonly FailedEntry[]
}

const ID = /^[\w-]{1,80}$/

/** Unverified: the order of these checks. */
export function checkEntries(entries: readonly BatchEntry[], operation: string): void {
  if (entries.length === 0) throw emptyBatch(operation)
  if (entries.length > MAX_BATCH_ENTRIES) throw tooManyEntries(entries.length)
  const seen = new Set<string>()
  for (const { Id = '' } of entries) {
    if (!ID.test(Id)) throw invalidEntryId()
    if (seen.has(Id)) throw entryIdRepeated(Id)
    seen.add(Id)
  }
}

/** Runs each entry. AWS's errors become failed entries. */
export function runEntries<Entry extends BatchEntry, Answer>(
  entries: readonly Entry[],
  run: (entry: Entry) => Answer,
): BatchAnswer<Answer> {
  const Successful: (Answer & { readonly Id: string })[] = []
  const Failed: FailedEntry[] = []
  for (const entry of entries) {
    const { Id = '' } = entry
    try {
      Successful.push({ Id, ...run(entry) })
    } catch (error) {
      if (!isServiceError(error)) throw error
      Failed.push({
        Id,
        SenderFault: error.$fault === 'client',
        // Recorded: test_send_batch_message_size.
        Code: error.queryCode ?? error.code,
        Message: error.message,
      })
    }
  }
  return {
    ...(Successful.length > 0 && { Successful }),
    ...(Failed.length > 0 && { Failed }),
  }
}
