/** The size that DynamoDB charges for the clauses of an update, beside the size of the item. */
import type { Path, Update, UpdateAction } from '../expressions/grammar/tree.ts'
import { MAX_ITEM_BYTES } from '../limits.ts'
import { sizeOfValue, utf8Length } from '../values/sizes.ts'
import type { AttributeValue } from '../values/values.ts'
import { updatedItemTooLarge } from './errors.ts'

const STATEMENT_BYTES = 3
const WRITING_BYTES = 19
const CLEARING_BYTES = 2
/** A list index. A list with one element has 4 bytes more than the element. */
const STEP_BYTES = 5

/**
 * Checks what the clauses of UpdateItem write. Attributes without a clause are free, so the item
 * may be larger than its clauses, or smaller. `assigned` are the values of the SET clauses.
 * AWS, as bisected by peers in 2026 (eu-west-2): the written names and values, 3 bytes, 19 for each
 * clause that writes a value, 2 for each that clears one; `SET d[0] = :v` costs one byte more than
 * `SET d = :list` for the same list. https://github.com/nubo-db/dynoxide/issues/210
 * Unverified: map members cost like list indexes, ADD costs its operand.
 */
export function checkWrittenSize(
  { actions }: Update,
  assigned: readonly (AttributeValue | undefined)[],
): void {
  let bytes = STATEMENT_BYTES
  actions.forEach((action, at) => {
    const value = writtenBy(action, assigned[at])
    bytes += value ? WRITING_BYTES + sizeOfPath(action.path) + sizeOfValue(value) : CLEARING_BYTES
  })
  if (bytes > MAX_ITEM_BYTES) throw updatedItemTooLarge()
}

const writtenBy = (
  action: UpdateAction,
  assigned: AttributeValue | undefined,
): AttributeValue | undefined => (action.type === 'add' ? action.value : assigned)

function sizeOfPath([name, ...steps]: Path): number {
  let bytes = utf8Length(name)
  for (const step of steps) bytes += STEP_BYTES + (typeof step === 'string' ? utf8Length(step) : 0)
  return bytes
}
